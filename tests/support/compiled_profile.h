#pragma once

#include <string>
#include <string_view>

#include "core/apparmor/compiled_policy.h"

namespace aug {

/// A text as the binary form has it: its length with the NUL in 16 bits, little endian, the text, the NUL.
inline std::string counted(std::string_view text) {
  const std::size_t size = text.size() + 1;
  return std::string{static_cast<char>(size & 0xffU), static_cast<char>(size >> 8U)} + std::string(text) + '\0';
}

/// A name before a value: tag 04.
inline std::string named(std::string_view name) {
  return '\x04' + counted(name);
}

/// A profile as apparmor_parser(8) writes it (sd_serialize_top_profile of parser/parser_interface.c), with a `body`
/// that stands for all that follows the name.
inline CompiledProfile compiled_profile(const std::string& name, const std::string& body = "body") {
  const std::string version{"\x02\x09\x00\x00\x00", 5};  // a 32-bit number
  return {name, named("version") + version + named("profile") + "\x07\x05" + counted(name) + body};
}

}  // namespace aug
