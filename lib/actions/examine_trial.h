#pragma once

#include <string>

#include "actions/examination.h"

namespace aug {

/// What it comes to that a program of the binary was tried; granted where that was not to be done.
Verdict verdict_when_tried(const Examination& found, const PlannedBinary& binary, const std::string& program);

/// Whether a pattern's profile is given to more than the pattern matches. Tried here, with Depth::prove.
Verdict verdict_on_pattern(const Examination& found, const PlannedBinary& binary);

}  // namespace aug
