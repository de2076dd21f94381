#pragma once

#include <string>

#include "core/apparmor/loaded_profile.h"
#include "core/plan/plan.h"

namespace aug {

/// Tries what our grant is for, as a plain user, and tells what does not work, or "". A bubblewrap is run, and what
/// runs in its sandbox must have no use of capabilities; of other programs only the profile is tried. Throws
/// Failure(failed) where it cannot be tried.
std::string flaw_in_grant(const PlannedBinary& binary, const std::string& program, const LoadedProfiles& loaded);

/// The same of a grant by another's profile. Of other programs than a bubblewrap, that the namespace can be made is
/// enough: the profile may leave mounts or networks out, and what runs in a sandbox is its owner's affair.
std::string flaw_in_grant_by_other(const PlannedBinary& binary, const std::string& program);

}  // namespace aug
