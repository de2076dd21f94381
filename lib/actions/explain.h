#pragma once

#include <string>
#include <vector>

#include "core/doctor/explanation.h"

namespace aug {

/// What the words of a command line say, as one text; what the standard input says for none, and for "-". Throws
/// Failure: usage for an empty text, failed when it cannot be read.
Explanations explain(const std::vector<std::string>& words);

}  // namespace aug
