#pragma once

#include <sys/types.h>

namespace aug {

/// Of base-passwd.
inline constexpr uid_t nobody = 65534;

/// The user that probes run as: ourselves, or for root one that is nobody else's, so that no other process can reach
/// into a probe. Where such a one is not mapped, in a container, it is nobody.
uid_t user_of_probes();

/// Another one, for a program of others that is run, new for each run. None of them is ever the one of probes.
uid_t new_user_of_programs();

}  // namespace aug
