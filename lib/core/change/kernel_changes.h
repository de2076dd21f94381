#pragma once

#include <vector>

#include "core/change/generation.h"
#include "core/change/host_state.h"
#include "core/change/step.h"

namespace aug {

/// Part of changes_between: what is to be loaded, in one step, then what is to be unloaded.
void add_kernel_changes(std::vector<Change>& changes, const Generation& current, const Generation& target,
                        const HostState& host);

}  // namespace aug
