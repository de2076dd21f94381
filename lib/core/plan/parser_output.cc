#include "core/plan/parser_output.h"

#include <algorithm>
#include <charconv>

#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

/// What is between `before` and the next `after`; "" when they are not there.
std::string_view between(std::string_view text, std::string_view before, std::string_view after) {
  const std::size_t begin = text.find(before);
  if (begin == std::string_view::npos) return "";
  const std::string_view rest = text.substr(begin + before.size());
  const std::size_t end = rest.find(after);
  return end == std::string_view::npos ? "" : rest.substr(0, end);
}

/// That at the begin of the text; 0 when there is none that can be that of a line.
int number_in(std::string_view text) {
  int number = 0;
  if (text.starts_with('-')) return number;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// "AppArmor parser error for ARGUMENT in profile FILE at line 3: text", with parts missing.
ParserRemark error_remark(std::string_view line) {
  ParserRemark remark{ParserRemark::Kind::error, "", 0, "", harmless(line)};
  const std::size_t at = line.find(" line ");
  const std::size_t text = at == std::string_view::npos ? at : line.find(": ", at);
  if (text == std::string_view::npos) return remark;
  std::string_view where = line.substr(0, at);
  if (where.ends_with(" at")) where.remove_suffix(3);
  for (const std::string_view before : {" in profile ", " for ", " in "}) {
    const std::size_t file = where.find(before);
    if (file == std::string_view::npos) continue;
    remark.file = where.substr(file + before.size());
    break;
  }
  remark.line = number_in(line.substr(at + 6));
  remark.text = harmless(line.substr(text + 2));
  remark.argument = between(where, " for ", " in profile ");
  return remark;
}

/// Of "extended network unix socket rules not enforced" and its like: the class of rules, as apparmor.d(5) calls it.
std::string rule_class_in(std::string_view text) {
  const std::size_t end = text.find(" rules not enforce");  // one message has it without the d
  if (end == std::string_view::npos) return "";
  std::string_view words = text.substr(0, end);
  if (words.ends_with(" unix socket")) return "unix";
  if (const std::size_t type = words.find(" type="); type != std::string_view::npos) words = words.substr(0, type);
  return std::string(words.substr(words.rfind(' ') + 1));
}

/// "Warning from profile NAME (FILE): dbus rules not enforced", "Warning from FILE (FILE line 37): profile NAME ...".
ParserRemark not_enforced_remark(std::string_view line) {
  const std::size_t text = std::min(line.find("): "), line.size());
  ParserRemark remark{ParserRemark::Kind::not_enforced, "", 0, "", harmless(line)};
  std::string_view file = between(line, " (", "): ");
  if (const std::size_t at = file.rfind(" line "); at != std::string_view::npos) {
    remark.line = number_in(file.substr(at + 6));
    file = file.substr(0, at);
  }
  remark.file = file;
  remark.rule_class = rule_class_in(line.substr(text == line.size() ? 0 : text + 3));
  return remark;
}

ParserRemark remark_of(std::string_view line) {
  if (line.find("parser error") != std::string_view::npos) return error_remark(line);
  if (line.starts_with("Warning") && line.find("not enforce") != std::string_view::npos) {
    return not_enforced_remark(line);
  }
  const bool skipped = line.starts_with("Skipping profile") ||
                       (line.starts_with("File ") && line.find("skipping") != std::string_view::npos);
  return {skipped ? ParserRemark::Kind::skipped : ParserRemark::Kind::other, "", 0, "", harmless(line)};
}

std::string quoted_line(const std::string& text, int number) {
  std::size_t begin = 0;
  for (int line = 1; line < number; ++line) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string::npos) return "";
    begin = end + 1;
  }
  const std::size_t first = text.find_first_not_of(" \t", begin);
  if (first == std::string::npos || text[first] == '\n') return "";
  return aug::format(" \"{}\"", harmless(std::string_view(text).substr(first, text.find('\n', first) - first)));
}

Diagnosis mistake(FindingId id, const RenderedProfile& profile, std::string_view what, std::string hint) {
  return {id, Severity::error, profile.because, aug::format("cannot compile the profile {}: {}", profile.name, what),
          std::move(hint)};
}

Diagnosis mistake_of(const RenderedProfile& profile, std::string_view file, const ParserRemark& remark) {
  switch (remark.kind) {
    case ParserRemark::Kind::not_enforced:
      return mistake("rule-not-enforced"_id, profile,
                     remark.rule_class.empty() ? remark.text
                                               : aug::format("its '{}' rules would not be enforced", remark.rule_class),
                     "the template's abi or the kernel's features lack them: begin the template with 'abi <abi/4.0>,', "
                     "or leave these rules out");
    case ParserRemark::Kind::skipped:
      return mistake("profile-disabled"_id, profile, remark.text, "remove its link from the folder 'disable'");
    case ParserRemark::Kind::error:
    case ParserRemark::Kind::other:
      break;
  }
  if (remark.line == 0) return mistake("profile-does-not-compile"_id, profile, remark.text, "");
  if (remark.file == file || remark.file.empty()) {
    return mistake(
        "profile-does-not-compile"_id, profile,
        aug::format("line {}{}: {}", remark.line, quoted_line(profile.text, remark.line), remark.text),
        profile.origin.empty() ? "correct the template" : aug::format("correct {}", harmless(profile.origin)));
  }
  return mistake("profile-does-not-compile"_id, profile,
                 aug::format("{}, line {}: {}", harmless(remark.file), remark.line, remark.text),
                 aug::format("correct {}", harmless(remark.file)));
}

}  // namespace

std::vector<ParserRemark> remarks_in(std::string_view output) {
  std::vector<ParserRemark> remarks;
  while (!output.empty()) {
    const std::string_view line = output.substr(0, output.find('\n'));
    output.remove_prefix(std::min(line.size() + 1, output.size()));
    // Said on every host without AppArmor, and of no interest: no cache is used.
    if (line.empty() || line.starts_with("Cache read/write disabled")) continue;
    remarks.push_back(remark_of(line));
  }
  return remarks;
}

bool spoils(const ParserRemark& remark, const std::vector<std::string>& optional_classes) {
  if (remark.kind != ParserRemark::Kind::not_enforced) return remark.kind != ParserRemark::Kind::other;
  return std::find(optional_classes.begin(), optional_classes.end(), remark.rule_class) == optional_classes.end();
}

Diagnoses compile_mistakes(const RenderedProfile& profile, std::string_view file,
                           const std::vector<ParserRemark>& remarks, std::string_view ended) {
  Diagnoses mistakes;
  for (const ParserRemark& remark : remarks) {
    if (spoils(remark, profile.optional_classes)) mistakes.push_back(mistake_of(profile, file, remark));
  }
  if (!mistakes.empty()) return mistakes;
  std::string said;
  for (const ParserRemark& remark : remarks) {
    if (remark.kind == ParserRemark::Kind::other) said += remark.text + "; ";
  }
  return {mistake("profile-does-not-compile"_id, profile, aug::format("{}{}", said, ended), "")};
}

}  // namespace aug
