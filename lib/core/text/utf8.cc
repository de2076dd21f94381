#include "core/text/utf8.h"

namespace aug {

namespace {

struct Lead {
  std::size_t length = 0;
  char32_t bits = 0;      // those of the code that the first byte holds
  char32_t smallest = 0;  // a smaller code has a shorter form: such a text is forged
};

Lead lead(unsigned char byte) {
  if (byte < 0x80) return {1, byte, 0};
  if (byte >= 0xC0 && byte < 0xE0) return {2, byte & 0x1Fu, 0x80};
  if (byte >= 0xE0 && byte < 0xF0) return {3, byte & 0x0Fu, 0x800};
  if (byte >= 0xF0 && byte < 0xF8) return {4, byte & 0x07u, 0x10000};
  return {};
}

}  // namespace

Utf8Character first_character(std::string_view text) {
  const Lead first = lead(static_cast<unsigned char>(text.front()));
  if (first.length == 0 || first.length > text.size()) return {};
  char32_t code = first.bits;
  for (const char next : text.substr(1, first.length - 1)) {
    const auto byte = static_cast<unsigned char>(next);
    if ((byte & 0xC0u) != 0x80) return {};
    code = (code << 6u) | (byte & 0x3Fu);
  }
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < first.smallest || code > 0x10FFFF || surrogate) return {};
  return {code, first.length, true};
}

std::optional<std::size_t> first_invalid_byte(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Character character = first_character(text.substr(at));
    if (!character.valid) return at;
    at += character.length;
  }
  return std::nullopt;
}

bool is_control(char32_t code) {
  const auto within = [code](char32_t first, char32_t last) { return code >= first && code <= last; };
  // And what nobody sees, so that two names look like one: what Unicode calls ignorable by default, but for the
  // variation selectors, which people write behind emoji.
  return code < 0x20 || within(0x7F, 0x9F) || code == 0xAD || code == 0x034F || code == 0x061C ||
         within(0x115F, 0x1160) || within(0x17B4, 0x17B5) || within(0x180B, 0x180F) || within(0x200B, 0x200F) ||
         within(0x2028, 0x202E) || within(0x2060, 0x206F) || code == 0x3164 || code == 0xFEFF || code == 0xFFA0 ||
         within(0xFFF0, 0xFFFB) || within(0x1BCA0, 0x1BCA3) || within(0x1D173, 0x1D17A) || within(0xE0000, 0xE0FFF);
}

bool is_plain_line(std::string_view text) {
  while (!text.empty()) {
    const Utf8Character character = first_character(text);
    if (!character.valid || is_control(character.code)) return false;
    text.remove_prefix(character.length);
  }
  return true;
}

}  // namespace aug
