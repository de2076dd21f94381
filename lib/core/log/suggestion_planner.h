#pragma once

#include <vector>

#include "core/log/suggestion.h"

namespace aug {

/// Decides what to suggest. Never a path that is not in the facts, never a shell, an interpreter or
/// systemd, and nothing that only a log says which any user can write to.
Suggestion suggestion_of(const std::vector<ExaminedIncident>& incidents);

}  // namespace aug
