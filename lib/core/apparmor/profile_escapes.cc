#include "core/apparmor/profile_escapes.h"

#include "core/text/ascii.h"

namespace aug {
namespace {

int digit_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 16;
}

/// The longest number of at most `most` digits that fits into a byte.
std::optional<EscapedByte> number(std::string_view text, int base, std::size_t most) {
  int value = 0;
  std::size_t length = 0;
  while (length < text.size() && length < most) {
    const int digit = digit_value(text[length]);
    if (digit >= base || value * base + digit > 255) break;
    value = value * base + digit;
    ++length;
  }
  if (length == 0) return std::nullopt;
  return EscapedByte{static_cast<unsigned char>(value), length};
}

}  // namespace

std::optional<EscapedByte> escaped_byte(std::string_view text) {
  static constexpr std::string_view letters = "aefnrt\\\"";
  static constexpr std::string_view values = "\a\033\f\n\r\t\\\"";
  if (text.empty()) return std::nullopt;
  if (text[0] >= '0' && text[0] <= '7') return number(text, 8, 3);
  if (const std::size_t at = letters.find(text[0]); at != std::string_view::npos) {
    return EscapedByte{static_cast<unsigned char>(values[at]), 1};
  }
  if (text[0] != 'd' && text[0] != 'x') return std::nullopt;
  auto found = text[0] == 'd' ? number(text.substr(1), 10, 3) : number(text.substr(1), 16, 2);
  if (found) ++found->length;
  return found;
}

std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = text[at] == '\\' ? escaped_byte(text.substr(at + 1)) : std::nullopt;
    if (!byte) {
      result += text[at];
      continue;
    }
    const char c = static_cast<char>(byte->value);
    if (c == '\0') {
      result += text.substr(at, byte->length + 1);
    } else if (std::string_view("*?[]{}^,\\").find(c) != std::string_view::npos) {
      result += {'\\', c};
    } else {
      result += c;
    }
    at += byte->length;
  }
  return result;
}

}  // namespace aug
