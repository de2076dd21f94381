#include "core/apparmor/confined_includes.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/text/ascii.h"

// As parser/parser_lex.l has it: "#include" is one whatever follows, "include" before a blank, "abi" as a word of its
// own. The name of the file may be on a later line, or come after the end of an included file.

namespace aug {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t longest_path = 4096;
constexpr std::string_view blanks = " \t";
constexpr std::string_view spaces = " \t\r\n";

bool is_one_of(char c, std::string_view chars) {
  return chars.find(c) != npos;
}

std::size_t skip_space(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(spaces, at), text.size());
}

/// Whether a word may begin there: a number before it is a word of its own, as in "priority=1".
bool begins_word(std::string_view text, std::size_t at) {
  while (at > 0 && is_digit(text[at - 1])) --at;
  return at == 0 || !(is_letter(text[at - 1]) || is_one_of(text[at - 1], "_/.<"));
}

/// Where the words "if exists" end, or `at` where they are not.
std::size_t skip_if_exists(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("if")) return at;
  const std::size_t exists = std::min(text.find_first_not_of(blanks, at + 2), text.size());
  if (exists == at + 2 || !text.substr(exists).starts_with("exists")) return at;
  const std::size_t after = exists + std::string_view("exists").size();
  return after < text.size() && is_one_of(text[after], blanks) ? skip_space(text, after) : at;
}

/// Where the name of a file begins, if there is a keyword at `at` that takes one.
std::optional<std::size_t> name_after(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  for (const std::string_view keyword : {std::string_view("include"), std::string_view("abi")}) {
    if (!rest.starts_with(keyword)) continue;
    const bool is_include = keyword == "include";
    const std::size_t after = at + keyword.size();
    const char next = after < text.size() ? text[after] : '\n';
    // Other signs behind "abi" make it a part of a pattern, as in {abi,lib}, or of another word.
    const bool ends =
        is_include ? is_one_of(next, " \t\r\n\"<") : !is_letter(next) && !is_digit(next) && !is_one_of(next, "_,}])");
    const bool is_hashed = is_include && at > 0 && text[at - 1] == '#';
    if (!is_hashed && !(ends && begins_word(text, at))) return std::nullopt;
    const std::size_t name = skip_space(text, after);
    return is_include ? skip_if_exists(text, name) : name;
  }
  return std::nullopt;
}

/// The first of `ends` that no backslash is before.
std::size_t unescaped_end(std::string_view text, std::size_t at, std::string_view ends) {
  while ((at = text.find_first_of(ends, at)) != npos && at > 0 && text[at - 1] == '\\') ++at;
  return std::min(at, text.size());
}

class Confinement {
 public:
  Confinement(std::string_view root, std::string_view text) : root_(root), text_(text), made_(text) {}

  ConfinedText result() {
    for (std::size_t at = 0; at < text_.size(); ++at) {
      const auto name = name_after(text_, at);
      if (name && !text_.substr(*name).starts_with(',')) take(*name);
    }
    // Two keywords may have the same name behind them.
    std::sort(places_.begin(), places_.end());
    places_.erase(std::unique(places_.begin(), places_.end()), places_.end());
    ConfinedText confined{"", std::move(paths_)};
    std::size_t done = 0;
    for (const std::size_t place : places_) {
      confined.text.append(made_, done, place - done).append(root_);
      if (place >= made_.size() || made_[place] != '/') confined.text += '/';
      done = place;
    }
    confined.text.append(made_, done);
    return confined;
  }

 private:
  /// How a name can be given. What ends one was found for those before it, too, or the time would be quadratic.
  enum Form { in_angles, in_quotes, bare };

  void take(std::size_t name) {
    const bool has_angle = text_.substr(name).starts_with('<');
    const std::size_t begin = has_angle ? name + 1 : name;
    const bool is_quoted = text_.substr(begin).starts_with('"');
    const std::size_t inner = is_quoted ? begin + 1 : begin;
    const std::size_t end = end_of(is_quoted ? in_quotes : has_angle ? in_angles : bare, inner);
    const bool was_harmless = keep_below(inner, end);
    if (has_angle) return;  // the parser puts its folder before it
    places_.push_back(inner);
    const bool is_path = was_harmless && text_.substr(inner).starts_with('/') && end - inner < longest_path;
    if (is_path) paths_.emplace_back(text_.substr(inner, end - inner));
  }

  std::size_t end_of(Form form, std::size_t at) {
    constexpr std::array<std::string_view, 3> ends = {">\n", "\"", spaces};
    std::size_t& end = ends_[form];
    if (at >= end) end = unescaped_end(text_, at, ends[form]);
    return end;
  }

  /// No "..", and no escape that could stand for one. Whether there was none.
  bool keep_below(std::size_t at, std::size_t end) {
    bool was_harmless = at >= checked_to_;
    for (at = std::max(at, checked_to_); at < end; ++at) {
      const bool is_up =
          text_[at] == '.' && (text_.substr(at + 1).starts_with('.') || (at > 0 && text_[at - 1] == '.'));
      if (!is_up && text_[at] != '\\') continue;
      made_[at] = '_';
      was_harmless = false;
    }
    checked_to_ = std::max(checked_to_, end);
    return was_harmless;
  }

  std::string_view root_;
  std::string_view text_;
  std::string made_;                 // the text, as long as it was
  std::vector<std::size_t> places_;  // where the root comes before a name
  std::vector<std::string> paths_;
  std::array<std::size_t, 3> ends_{};
  std::size_t checked_to_ = 0;
};

}  // namespace

ConfinedText confined_to(std::string_view root, std::string_view text) {
  return Confinement(root, text).result();
}

}  // namespace aug
