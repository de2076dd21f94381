#pragma once

#include <vector>

#include "core/change/generation.h"
#include "core/change/host_state.h"
#include "core/change/step.h"

namespace aug {

/// Part of changes_between: the running values that differ from what is wanted, and those that go back to what they
/// were before they became ours. A value that somebody else changed since stays.
void add_sysctl_changes(std::vector<Change>& changes, const Generation& current, const Generation& target,
                        const HostState& host);

}  // namespace aug
