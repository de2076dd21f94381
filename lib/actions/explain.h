#pragma once

#include <string>
#include <vector>

namespace aug {

/// The words of a command line as one text; the standard input for none, and for "-". Throws Failure: usage for an
/// empty text, failed when it cannot be read.
std::string text_to_explain(const std::vector<std::string>& words);

}  // namespace aug
