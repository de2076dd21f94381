#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// Escapes in profiles: \101, \x41 and \d65 are 'A', \n is a newline (strn_escseq() in parser/lib.c).

namespace aug {

struct EscapedByte {
  unsigned char value = 0;
  std::size_t length = 0;  ///< of the escape, without its backslash
};

/// The byte that an escape stands for, `text` being what follows the backslash; nullopt when it is none.
std::optional<EscapedByte> escaped_byte(std::string_view text);

/// The text that a word or a quoted string of a profile stands for. What has a meaning in patterns keeps its backslash,
/// and so does what is no escape.
std::string unescaped(std::string_view text);

}  // namespace aug
