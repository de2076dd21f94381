#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/host/host_facts.h"
#include "core/policy/policy.h"
#include "system/root.h"

namespace aug {

/// What there is to know of the paths and helpers of the policies, and of `more` paths. All of a path's is of one
/// file, which was opened once: what others exchange meanwhile makes no mixture of two. Throws Failure(failed).
std::map<std::string, PathFacts> facts_of_paths(const Root& root, const std::vector<Policy>& policies,
                                                const std::vector<std::string>& more = {});

}  // namespace aug
