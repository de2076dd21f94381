#include "core/text/diagnosis.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text/format.h"
#include "core/text/terminal_text.h"
#include "core/text/utf8.h"
#include "core/text/words.h"

namespace aug {

namespace {

constexpr auto severities = std::to_array<Word<Severity>>(
    {{"error", Severity::error}, {"warning", Severity::warning}, {"notice", Severity::notice}});

constexpr std::size_t widest_excerpt = 120;  // columns of a terminal

// One character of an excerpt as a terminal shows it.
struct Cell {
  std::string text;
  std::size_t width = 1;
};

// How many columns a character takes. wcwidth() would ask the locale, which is not this text's.
std::size_t width_of(char32_t code) {
  using Range = std::pair<char32_t, char32_t>;
  static constexpr Range none[] = {{0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}};
  static constexpr Range two[] = {{0x1100, 0x115F}, {0x2E80, 0xA4CF},   {0xAC00, 0xD7A3},
                                  {0xF900, 0xFAFF}, {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
                                  {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}};
  const auto holds = [code](const Range& range) { return code >= range.first && code <= range.second; };
  if (std::ranges::any_of(none, holds)) return 0;
  return std::ranges::any_of(two, holds) ? 2 : 1;
}

std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  while (!line.empty()) {
    const Utf8Character character = first_character(line);
    if (character.valid && character.code == '\t') {
      cells.push_back({" ", 1});
    } else {
      std::string text = shown(character, line);
      const bool spelled_out = !character.valid || is_control(character.code);
      const std::size_t width = spelled_out ? text.size() : width_of(character.code);
      cells.push_back({std::move(text), width});
    }
    line.remove_prefix(character.length);
  }
  return cells;
}

std::size_t width_of(const std::vector<Cell>& cells, std::size_t begin, std::size_t end) {
  std::size_t width = 0;
  for (std::size_t at = begin; at < end; ++at) width += cells[at].width;
  return width;
}

// The part of a long line that is shown: about as much before the place as after it.
std::pair<std::size_t, std::size_t> window(const std::vector<Cell>& cells, std::size_t middle) {
  if (width_of(cells, 0, cells.size()) <= widest_excerpt) return {0, cells.size()};
  std::size_t begin = std::min(middle, cells.size());
  std::size_t end = begin;
  std::size_t width = 0;
  while (width < widest_excerpt && (begin > 0 || end < cells.size())) {
    if (begin > 0) width += cells[--begin].width;
    if (end < cells.size()) width += cells[end++].width;
  }
  return {begin, end};
}

std::string excerpt_with_caret(const Location& location) {
  const std::vector<Cell> cells = cells_of(location.excerpt);
  const std::size_t at = location.column > 0 ? static_cast<std::size_t>(location.column) - 1 : 0;
  const auto [begin, end] = window(cells, at);
  std::string line = begin > 0 ? "..." : "";
  const std::size_t before = line.size() + width_of(cells, begin, std::clamp(at, begin, end));
  for (std::size_t cell = begin; cell < end; ++cell) line += cells[cell].text;
  if (end < cells.size()) line += "...";
  if (line.find_first_not_of(' ') == std::string::npos) return "";
  if (location.column <= 0) return aug::format("  {}\n", line);
  return aug::format("  {}\n  {:>{}}\n", line, "^", before + 1);
}

// Several lines are possible in a message that passes on another program's words, or a name with a line break. No line
// of them may look like one of ours.
std::string indented(std::string_view text, std::string_view indentation) {
  std::string result;
  for (;;) {
    const std::size_t end = text.find('\n');
    result += harmless(text.substr(0, end));
    if (end == std::string_view::npos) return result;
    result += '\n';
    result += indentation;
    text.remove_prefix(end + 1);
  }
}

std::string whereabouts(const Location& location) {
  if (location.file.empty()) return "";
  std::string text = harmless(location.file);
  if (location.line > 0) text += aug::format(":{}", location.line);
  if (location.line > 0 && location.column > 0) text += aug::format(":{}", location.column);
  return text + ": ";
}

}  // namespace

bool has_errors(const Diagnoses& diagnoses) {
  return std::ranges::any_of(diagnoses, [](const Diagnosis& one) { return one.severity == Severity::error; });
}

std::string_view name_of(Severity severity) {
  return word_for(severities, severity);
}

std::string describe(const Diagnosis& diagnosis) {
  std::string text = whereabouts(diagnosis.location);
  text += aug::format("{}: {}\n", name_of(diagnosis.severity), indented(diagnosis.message, "  | "));
  text += excerpt_with_caret(diagnosis.location);
  if (!diagnosis.hint.empty()) text += aug::format("  hint: {}\n", indented(diagnosis.hint, "      | "));
  return text;
}

}  // namespace aug
