#pragma once

#include <optional>
#include <string>

#include "core/apparmor/loaded_profile.h"
#include "core/plan/plan.h"
#include "system/probe.h"

namespace aug {

/// What has to be tried before flaw_in_grant(), for many programs at once; nullopt for a bubblewrap, which is run.
std::optional<NamespaceTrial> trial_for(const PlannedBinary& binary, const std::string& program);

/// Whether what a grant is for works for a plain user: what does not, or "". A bubblewrap is run, and with our profile
/// what runs in its sandbox must have no use of capabilities; of other programs only the profile is tried, and of one
/// of another's, that the namespace can be made is enough: it may leave mounts or networks out. `tried` is the trial
/// for it. Throws Failure(failed) where it cannot be tried.
std::string flaw_in_grant(const PlannedBinary& binary, const std::string& program, const LoadedProfiles& loaded,
                          const TriedNamespace& tried);

}  // namespace aug
