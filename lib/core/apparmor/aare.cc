#include "core/apparmor/aare.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

#include "core/apparmor/label.h"
#include "core/text/ascii.h"
#include "core/text/utf8.h"

// What apparmor_parser makes of a name in double quotes was found out by compiling such profiles with 4.1.0 and 5.0.2
// and running the attachment's automaton from the output (apparmor_parser -QKT -S) over paths:
//
//  * Only '"' ends the name. Spaces, '#', ',', "flags=(...)", "include <...>", even a newline are part of it.
//  * "@{" is a variable, "@\{" is not. Backslash escapes what follows; at the end it is an error.
//  * ? * [ ] { } , ^ after a backslash match themselves. '^' has a meaning only after '[', ',' only in braces.
//  * "{a}", "{" and "}" alone, "[" alone, "[]", "[a-]", "[a-b-c]" do not compile; "[*]" and "[?]" do, but match nothing
//    that a reader would expect.
//  * '?' and '[...]' match one byte, so that neither can match 'ü'. '*' and '?' never match '/', and '*' alone in its
//    component matches at least one byte.
//  * Braces may be nested.

namespace aug {

namespace {

constexpr std::size_t longest_path = 4095;  // PATH_MAX without its zero byte
constexpr std::size_t longest_profile_name = 80;
constexpr std::string_view with_a_meaning = "?*[]{}^,";

bool has_dot_component(std::string_view path) {
  const std::string closed = std::string(path) + "/";
  return closed.find("/./") != std::string::npos || closed.find("/../") != std::string::npos;
}

// Only ranges of one kind: [.-_] would take in '/'.
bool is_range(char first, char last) {
  const auto both_within = [=](char low, char high) { return low <= first && first < last && last <= high; };
  return both_within('a', 'z') || both_within('A', 'Z') || both_within('0', '9');
}

// After the '[' at `at`: where its ']' is; npos when the class is not a plain one.
std::size_t end_of_class(std::string_view pattern, std::size_t at) {
  const std::size_t end = pattern.find(']', at);
  if (end == std::string_view::npos || end == at + 1) return std::string_view::npos;
  for (std::size_t i = at + 1; i < end; ++i) {
    if (!is_letter(pattern[i]) && !is_digit(pattern[i]) && pattern[i] != '_' && pattern[i] != '.')
      return std::string_view::npos;
    if (pattern[i + 1] != '-') continue;
    if (!is_range(pattern[i], pattern[i + 2])) return std::string_view::npos;
    i += 2;
  }
  return end;
}

std::string flaw_in_wildcards(std::string_view pattern) {
  bool in_braces = false;
  bool has_comma = false;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    switch (pattern[at]) {
      case '[':
        at = end_of_class(pattern, at);
        if (at == std::string_view::npos) return "must have only letters, digits, '_', '.' and ranges in '[...]'";
        break;
      case ']':
        return "must not contain ']' without '['";
      case '{':
        if (in_braces) return "must not have braces in braces";
        in_braces = true;
        has_comma = false;
        break;
      case '}':
        if (!in_braces) return "must not contain '}' without '{'";
        if (!has_comma) return "must have at least two alternatives in '{...}'";
        in_braces = false;
        break;
      case ',':
        if (!in_braces) return "must not contain ',' outside '{...}'";
        has_comma = true;
        break;
      case '/':
        if (in_braces) return "must not contain '/' in '{...}'";
        break;
      default:
        break;
    }
  }
  return in_braces ? "must not contain '{' without '}'" : "";
}

}  // namespace

std::string flaw_in_path(std::string_view path) {
  if (!path.starts_with('/')) return "must be an absolute path";
  if (path.size() > longest_path) return "must not be longer than 4095 bytes";
  if (first_invalid_byte(path)) return "must be valid UTF-8";
  if (!is_plain_line(path)) return "must not contain control characters";
  if (path.ends_with('/')) return "must not end in '/'";
  if (path.find("//") != std::string_view::npos) return "must not contain '//'";
  if (has_dot_component(path)) return "must not contain '.' or '..' as a folder";
  if (path.find('"') != std::string_view::npos) return "must not contain double quotes";
  if (path.find('\\') != std::string_view::npos) return "must not contain backslashes";
  if (path.find("@{") != std::string_view::npos) return "must not contain '@{'";
  return "";
}

std::string flaw_in_pattern(std::string_view pattern) {
  if (std::string flaw = flaw_in_path(pattern); !flaw.empty()) return flaw;
  if (pattern.find("**") != std::string_view::npos) return "must not contain '**'";
  if (pattern.find("[^") != std::string_view::npos) return "must not contain '[^'";
  return flaw_in_wildcards(pattern);
}

std::string flaw_in_profile_name(std::string_view name) {
  // What apparmor_parser skips when it loads a folder: the profile's file would be gone after the next boot.
  static constexpr std::array<std::string_view, 11> skipped = {".dpkg-new",    ".dpkg-old", ".dpkg-dist", ".dpkg-bak",
                                                               ".dpkg-remove", ".pacsave",  ".pacnew",    ".rpmnew",
                                                               ".rpmsave",     ".orig",     ".rej"};
  const auto allowed = [](char c) {
    return is_letter(c) || is_digit(c) || std::string_view("._+-").find(c) != std::string_view::npos;
  };
  if (name.empty() || !(is_letter(name.front()) || is_digit(name.front()))) return "must begin with a letter or digit";
  if (!std::ranges::all_of(name, allowed)) return "must contain only letters, digits, '.', '_', '+' and '-'";
  if (name.size() > longest_profile_name) return "must not be longer than 80 characters";
  if (name == "unconfined") return "must not be AppArmor's own word";
  if (name == stub_profile) return "must not be that to which the kernel moves whoever has no grant";
  for (const std::string_view ending : skipped) {
    if (name.ends_with(ending)) return "must not end like a file that apparmor_parser skips";
  }
  return "";
}

std::string literal_pattern(std::string_view path) {
  std::string pattern;
  for (const char c : path) {
    if (with_a_meaning.find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

std::string quoted_alternatives(std::span<const std::string> patterns) {
  assert(!patterns.empty());
  if (patterns.size() == 1) return '"' + patterns.front() + '"';
  // The parser takes a name for an attachment by its leading slash, so that one stays outside the braces.
  std::string text = "\"/{";
  for (const std::string& pattern : patterns) {
    assert(pattern.starts_with('/'));
    if (&pattern != &patterns.front()) text += ',';
    text += pattern.substr(1);
  }
  return text + "}\"";
}

}  // namespace aug
