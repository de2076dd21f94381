#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/log/suggestion.h"

namespace aug {

/// Decides what to suggest. Never a path that is not in the facts, never a shell, an interpreter or
/// systemd, and nothing that only a log says which any user can write to.
Suggestion suggestion_of(const std::vector<ExaminedIncident>& incidents);

/// The same, with the policy called after its program where it has one alone, and that can be the name of a policy.
Suggestion named_after_program(Suggestion suggestion);

/// The same with other names in place of those that are taken: of profiles, and of policies.
Suggestion renamed(Suggestion suggestion, std::set<std::string> profiles, const std::set<std::string>& policies);

}  // namespace aug
