
#include <algorithm>

#include "core/apparmor/local_block.h"
#include "core/apparmor/profile_escapes.h"
#include "core/apparmor/profile_lexer.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

// The part of the lexer that goes into included files and comes out of them.

namespace aug {
namespace {

using Kind = ProfileToken::Kind;

constexpr std::size_t deepest_include = 40;
constexpr std::size_t most_bytes = 32U << 20U;      // of one profile file with all that it includes
constexpr std::size_t most_local = 100'000;         // that are remembered, of one file
constexpr std::size_t least_to_count = 32U << 10U;  // small files that include themselves twice would go on for long
constexpr std::string_view magic_folder = "/etc/apparmor.d/";
constexpr std::string_view blanks = " \t";

/// What is left of `text` after `word` and the blanks after it; nullopt when it does not begin with that.
std::optional<std::string_view> text_after(std::string_view text, std::string_view word) {
  if (!text.starts_with(word)) return std::nullopt;
  text.remove_prefix(word.size());
  const std::size_t blank = std::min(text.find_first_not_of(blanks), text.size());
  if (blank == 0 && !text.starts_with('<') && !text.starts_with('"')) return std::nullopt;
  return text.substr(blank);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && blanks.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && blanks.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  const bool is_quoted = text.size() > 1 && text.front() == '"' && text.back() == '"';
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

}  // namespace

ProfileLexer::ProfileLexer(const IncludedFile& file, const FindIncluded& find_included, Diagnoses& diagnoses)
    : find_included_(find_included), diagnoses_(diagnoses), bytes_left_(most_bytes) {
  enter_source(file);
}

void ProfileLexer::enter_source(const IncludedFile& file) {
  sources_.push_back({*paths_.insert(file.path).first, file.text});
}

/// The outermost source stays, so that there is always a place.
bool ProfileLexer::leave_source() {
  if (sources_.size() == 1) return false;
  sources_.pop_back();
  return true;
}

bool ProfileLexer::find_statement() {
  for (;;) {
    if (!skip_space(false)) {
      if (!leave_source()) return false;
    } else if (!enter_include()) {
      if (rest().front() != '#') return true;
      skip_line();
    }
  }
}

/// "include <x>", "#include <x>", "include if exists <x>"; false when there is none here.
bool ProfileLexer::enter_include() {
  const std::string_view text = rest();
  auto name = text_after(text.substr(text.starts_with('#') ? 1 : 0), "include");
  if (!name) return false;
  bool if_exists = false;
  if (const auto exists = text_after(*name, "if")) {
    if (const auto after = text_after(*exists, "exists")) {
      name = after;
      if_exists = true;
    }
  }
  const ProfileToken where = token_here(Kind::word);
  advance(text.size() - name->size());
  if (!rest().starts_with('<')) {
    const std::string path = unescaped(rest().starts_with('"') ? quoted().text : word(false).text);
    // The parser takes such a path from the folder that it was started in, which nobody knows afterwards.
    include(where, (path.starts_with('/') ? "" : std::string(magic_folder)) + path, if_exists);
    return true;
  }
  const std::size_t end = rest().find_first_of(">\n");
  if (end == std::string_view::npos || rest()[end] == '\n') {
    complain(Severity::error, where, "cannot read an include without '>'");
    skip_line();
    return true;
  }
  const std::string path = std::string(magic_folder) + unescaped(trimmed(rest().substr(1, end - 1)));
  advance(end + 1);
  include(where, path, if_exists);
  return true;
}

void ProfileLexer::include(const ProfileToken& where, const std::string& path, bool if_exists) {
  const bool is_local = if_exists && path.starts_with(local_folder);
  if (is_local && local_includes_.size() < most_local) local_includes_.push_back(path);
  if (!included_.insert(path).second) return;
  const auto files = find_included_(path);
  if (!files) {
    if (!if_exists) complain(Severity::error, where, aug::format("cannot find the included '{}'", harmless(path)));
    return;
  }
  // The first is read first.
  for (auto file = files->rbegin(); file != files->rend(); ++file) {
    if (file->path != path && !included_.insert(file->path).second) continue;
    const std::size_t bytes = std::max(file->text.size(), least_to_count);
    if (sources_.size() > deepest_include || bytes > bytes_left_) {
      complain(Severity::error, where, aug::format("cannot include '{}': this goes too far", harmless(path)));
      return;
    }
    bytes_left_ -= bytes;
    enter_source(*file);
  }
}

}  // namespace aug
