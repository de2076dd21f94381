#pragma once

#include <string>
#include <string_view>

namespace aug {

/// The change of a text as `diff -u` shows it, with three lines of context and without the two file names. Empty for
/// equal texts. Meant for texts of some hundred lines: of more than 10,000 lines or a mebibyte, both together, one line
/// says that they differ.
std::string unified_diff(std::string_view before, std::string_view after);

}  // namespace aug
