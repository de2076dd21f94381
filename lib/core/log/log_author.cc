#include "core/log/log_author.h"

#include <algorithm>
#include <array>
#include <variant>

#include "core/log/audit_field.h"
#include "core/log/audit_record.h"
#include "core/text/ascii.h"

namespace aug {
namespace {

/// "123" from the front of `text`.
bool take_digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  text.remove_prefix(count);
  return count > 0;
}

bool take_word(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

/// "audit(1723479095.677:169): ", and nothing else.
bool is_stamp(std::string_view text) {
  return take_word(text, "audit(") && take_digits(text) && take_word(text, ".") && take_digits(text) &&
         take_word(text, ":") && take_digits(text) && text == "): ";
}

}  // namespace

bool is_in_kernels_place(std::string_view line) {
  // auditd's option name_format.
  if (line.starts_with("node=")) line.remove_prefix(std::min(line.find(' '), line.size() - 1) + 1);
  if (take_word(line, "type=SYSCALL msg=") || take_word(line, "audit: type=1300 "))
    return is_stamp(line.substr(0, line.find(' ') + 1));
  std::string_view before = line.substr(0, std::min(line.find("apparmor="), line.size()));
  // The journal's own way to write the type of auditd's records.
  if (before == "AVC ") return true;
  constexpr std::array<std::string_view, 4> types = {"audit: type=1400 ", "type=1400 ",
                                                     "type=AVC msg=", "type=1400 msg="};
  for (const std::string_view type : types) {
    if (before.starts_with(type) && is_stamp(before.substr(type.size()))) return true;
  }
  return false;
}

bool is_broken_off(std::string_view line) {
  const LogLine read = read_log_line(line);
  if (!std::holds_alternative<AuditRecord>(read)) return false;
  std::string_view rest = record_in(line);
  rest.remove_prefix(rest.find("apparmor="));
  while (const auto field = next_audit_field(rest)) {
    if (field->quoted && !field->closed) return true;
  }
  return false;
}

bool AuthorOfLines::goes_on_with(std::string_view line) {
  if (!std::holds_alternative<AuditRecord>(read_log_line(line))) return false;
  const std::size_t blanks = std::min(line.find_first_not_of(" \t"), line.size());
  const bool is_deeper = blanks > blanks_;
  blanks_ = std::min(blanks, blanks_);
  return is_deeper;
}

Author AuthorOfLines::of(std::string_view line) {
  if (author_ == Author::kernel && !is_in_kernels_place(line)) return Author::anybody;
  if (author_ == Author::named_file && (goes_on_with(line) || is_broken_off(line))) author_ = Author::broken_record;
  return author_;
}

}  // namespace aug
