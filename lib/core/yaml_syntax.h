#pragma once

#include <cstddef>
#include <string_view>

#include "core/mistakes.h"

namespace aug {

/// Adds what the YAML parser found wrong with the text, in our words.
void add_syntax_mistake(Mistakes& mistakes, std::size_t offset, std::string_view parser_message);

}  // namespace aug
