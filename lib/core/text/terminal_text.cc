#include "core/text/terminal_text.h"

#include <algorithm>

#include "core/text/format.h"

namespace aug {

namespace {

constexpr std::size_t longest_quote = 120;  // characters

}  // namespace

std::string shown(const Utf8Character& character, std::string_view text) {
  if (!character.valid) return aug::format("\\x{:02x}", static_cast<unsigned char>(text.front()));
  if (character.code == '\n') return "\\n";
  if (character.code == '\t') return "\\t";
  if (!is_control(character.code)) return std::string(text.substr(0, character.length));
  const auto code = static_cast<unsigned>(character.code);
  return code < 0x80 ? aug::format("\\x{:02x}", code) : aug::format("\\u{{{:x}}}", code);
}

std::string harmless(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const Utf8Character character = first_character(text);
    result += shown(character, text);
    text.remove_prefix(character.length);
  }
  return result;
}

std::string harmless_lines(std::string_view text, std::span<const std::string_view> keep) {
  std::string result;
  while (!text.empty()) {
    const auto kept = std::ranges::find_if(keep, [&](std::string_view each) { return text.starts_with(each); });
    const Utf8Character character = first_character(text);
    const bool is_layout = text.front() == '\n' || text.front() == '\t';
    const std::size_t length = kept != keep.end() ? kept->size() : character.length;
    result += kept != keep.end() || is_layout ? std::string(text.substr(0, length)) : shown(character, text);
    text.remove_prefix(length);
  }
  return result;
}

std::string quoted(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t count = 0; count < longest_quote && end < text.size(); ++count) {
    end += first_character(text.substr(end)).length;
  }
  return aug::format("'{}{}'", harmless(text.substr(0, end)), end < text.size() ? "..." : "");
}

}  // namespace aug
