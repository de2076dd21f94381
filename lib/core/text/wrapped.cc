#include "core/text/wrapped.h"

#include <algorithm>

#include "core/text/utf8.h"

namespace aug {
namespace {

/// Fewer columns than these are no room for words.
constexpr std::size_t shortest_rest = 24;

/// The bytes of an escape sequence that paints: "\x1b[1;31m"; 0 for something else.
std::size_t length_of_paint(std::string_view text) {
  if (!text.starts_with("\x1b[")) return 0;
  const std::size_t end = text.find_first_not_of("0123456789;", 2);
  return end != std::string_view::npos && text[end] == 'm' ? end + 1 : 0;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const std::size_t paint = length_of_paint(text);
    if (paint == 0) ++columns;
    text.remove_prefix(paint != 0 ? paint : first_character(text).length);
  }
  return columns;
}

}  // namespace

std::string wrapped(std::string_view row, std::size_t indent, std::size_t width) {
  if (width == 0 || columns_of(row) <= width) return std::string(row);
  if (indent + shortest_rest > width) indent = width / 4;
  std::string text;
  std::size_t used = 0;
  while (!row.empty()) {
    const std::size_t word = std::min(row.find_first_not_of(' '), row.size());
    const std::size_t end = std::min(row.find(' ', word), row.size());
    const std::size_t columns = columns_of(row.substr(word, end - word));
    if (used > indent && used + word + columns > width) {
      text += "\n" + std::string(indent, ' ');
      used = indent;
    } else {
      text += row.substr(0, word);
      used += word;
    }
    text += row.substr(word, end - word);
    used += columns;
    row.remove_prefix(end);
  }
  return text;
}

}  // namespace aug
