#pragma once

#include <vector>

#include "core/change/generation.h"
#include "core/plan/plan.h"
#include "system/host.h"

namespace aug {

/// What the generation adds to profiles of others, and how their files read with it; not compiled yet. Throws
/// Failure(conflict) where a file cannot be added to, or is not root's alone.
void extend_profiles(const Host& host, const Generation& current, const std::vector<Extension>& extensions,
                     Generation& desired);

/// The profiles of others with what is added to them. Throws Failure(failed).
std::vector<CompiledProfile> compile_extended(const Host& host, const std::vector<ExtendedFile>& files);

}  // namespace aug
