#pragma once

#include <vector>

#include "core/host/host_facts.h"
#include "core/plan/plan.h"
#include "core/plan/text_template.h"

namespace aug {

/// Whether the policy has anything to do on this host: it says so, or whoever applies it, or the kernel has the
/// restriction. Of an image tree nobody knows which kernel boots it.
bool is_needed(const PlannedPolicy& planned, const HostFacts& facts);

/// Decides for all policies together, so that two that name the same binary the same way share its profile. A binary
/// that a profile of somebody else serves as well is left to that one.
/// Throws Failure: conflict (two different wishes for one binary or profile name, or a profile of somebody else),
/// invalid_policy (no such template, mode without a place, a path that is no program, a lint), failed (`if_missing:
/// fail`).
Plan plan_profiles(const std::vector<PlannedPolicy>& policies, const HostFacts& facts, const Templates& templates);

}  // namespace aug
