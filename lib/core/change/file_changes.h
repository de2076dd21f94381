#pragma once

#include <vector>

#include "core/change/generation.h"
#include "core/change/host_state.h"
#include "core/change/step.h"

namespace aug {

/// Part of changes_between: our files, administrators' edits of them that are to be kept, the links that switch files
/// of others off, and what lets systemd read its files again. Throws Failure(conflict) when a file of somebody else is
/// in the way.
void add_file_changes(std::vector<Change>& changes, const Generation& current, const Generation& target,
                      const HostState& host);

}  // namespace aug
