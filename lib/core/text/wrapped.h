#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace aug {

/// A row, broken between words into lines of at most `width` columns, of which all but the first are indented. A word
/// that is longer stays whole, and what paints it takes no room. The row as it is where `width` is 0.
std::string wrapped(std::string_view row, std::size_t indent, std::size_t width);

}  // namespace aug
