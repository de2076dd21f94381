#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace aug {

/// One character of a UTF-8 text. A byte that is not valid there counts as a character of its own.
struct Utf8Character {
  char32_t code = 0;
  std::size_t length = 1;  ///< in bytes
  bool valid = false;
};

/// The character that `text`, which is not empty, begins with.
Utf8Character first_character(std::string_view text);

/// Where the first byte is that is not valid UTF-8, if there is one.
std::optional<std::size_t> first_invalid_byte(std::string_view text);

/// Whether a terminal would act on `code` instead of showing it, or show nothing: controls, what turns the direction of
/// the text, and letters without a shape.
bool is_control(char32_t code);

/// Whether `text` is valid UTF-8 without control characters, a newline being one.
bool is_plain_line(std::string_view text);

}  // namespace aug
