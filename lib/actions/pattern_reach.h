#pragma once

#include <string>

#include "core/change/generation.h"

namespace aug {

/// A path that the kernel gives to the profile of a pattern, though no pattern of it matches it; or "". Tried with some
/// near misses: kernels that take differentially encoded profiles do that, where one was compiled so. Throws
/// Failure(failed) where it cannot be tried.
std::string taken_beyond_pattern(const PlannedBinary& binary, const Generation& generation);

}  // namespace aug
