#pragma once

#include <string>
#include <vector>

#include "core/doctor/explanation.h"

namespace aug {

/// The known messages in the words of a command line, taken as one text; for none, and for "-", in the standard input.
/// Throws Failure: usage for an empty text, failed when it cannot be read.
Explanations explain(const std::vector<std::string>& words);

}  // namespace aug
