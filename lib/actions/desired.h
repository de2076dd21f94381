#pragma once

#include <string>
#include <vector>

#include "actions/decide.h"
#include "core/change/generation.h"
#include "system/host.h"

namespace aug {

/// The generation that the policies come to on this host, planned afresh: all profiles rendered, and compiled unless
/// `current` has the same. Throws Failure as plan_profiles, render_profiles and compile do.
Target desired_target(const Host& host, const Generation& current, std::vector<AppliedPolicy> policies,
                      const Templates& templates);

}  // namespace aug
