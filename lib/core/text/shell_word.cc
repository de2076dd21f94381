#include "core/text/shell_word.h"

#include <algorithm>

#include "core/text/ascii.h"
#include "core/text/utf8.h"

namespace aug {

std::string shell_word(std::string_view text) {
  const auto is_plain = [](char c) {
    return is_letter(c) || is_digit(c) || std::string_view("_./:@=+-,").find(c) != std::string_view::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

std::string shell_line(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) {
    if (!is_plain_line(word)) return "";
    line += (line.empty() ? "" : " ") + shell_word(word);
  }
  return line;
}

}  // namespace aug
