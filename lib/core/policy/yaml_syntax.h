#pragma once

#include <cstddef>
#include <string_view>

#include "core/policy/mistakes.h"

namespace aug {

/// Adds what the YAML parser found wrong with the text, in our words.
void add_syntax_mistake(Mistakes& mistakes, std::size_t offset, std::string_view parser_message);

/// Whether the text value at `offset` has its closing quote, if it has an opening one. The parser takes what the end of
/// the file cuts short for whole.
bool is_closed(std::string_view text, std::size_t offset);

}  // namespace aug
