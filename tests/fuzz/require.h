#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "core/text/diagnosis.h"
#include "core/text/utf8.h"

// What fuzz targets hold all that they get to.

namespace aug {

inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

/// Valid UTF-8 without a character on which a terminal acts, but for newlines.
inline bool is_harmless(std::string_view text) {
  while (!text.empty()) {
    const Utf8Character character = first_character(text);
    if (!character.valid || (character.code != '\n' && is_control(character.code))) return false;
    text.remove_prefix(character.length);
  }
  return true;
}

inline void require_can_be_shown(const Diagnosis& diagnosis) {
  require(!diagnosis.message.empty(), "a diagnosis has a message");
  const std::string whole = describe(diagnosis);
  require(is_harmless(whole), "a description is harmless to a terminal");
  require(whole.ends_with('\n'), "a description ends its line");
}

}  // namespace aug
