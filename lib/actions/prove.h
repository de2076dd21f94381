#pragma once

#include <map>
#include <string>

#include "core/generation.h"
#include "system/kernel.h"

namespace aug {

/// Tries what our grant is for, as a plain user, and tells what does not work, or "". A bubblewrap is run, and what
/// runs in its sandbox must have no use of capabilities; of other programs only the profile is tried.
std::string flaw_in_grant(const PlannedBinary& binary, const std::string& program,
                          const std::map<std::string, LoadedProfile>& loaded);

/// The same of another's profile, which may leave mounts or networks out: that the namespace can be made is enough.
std::string flaw_in_grant_by_other(const std::string& profile, const std::string& program);

}  // namespace aug
