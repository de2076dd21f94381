#pragma once

#include <string>
#include <vector>

#include "core/change/generation.h"
#include "core/change/host_state.h"
#include "core/change/step.h"

namespace aug {

/// The changes that take the host from what `host` says to `target`: load, unload, set kernel settings, keep edits,
/// place, remove, reload units, select. Empty when the host is as `target` wants it and `target` is `current`. Throws
/// Failure(conflict) when a file of somebody else is in the way.
std::vector<Change> changes_between(const NumberedGeneration& current, const NumberedGeneration& target,
                                    const HostState& host);

/// Whether any of the changes loads or unloads the profile.
bool touch_profile(const std::vector<Change>& changes, const std::string& profile);

}  // namespace aug
