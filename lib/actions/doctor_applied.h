#pragma once

#include "core/doctor/doctor_facts.h"
#include "system/host.h"

namespace aug {

/// The state that has been applied; an empty one where we may not read it, or cannot.
Generation what_is_applied(const Host& host, Gaps& gaps);

/// The drift from what was applied, the very things that `status` and `verify` exit with 7 for; and the helpers
/// and paths that the policies name.
AppliedFacts look_at_applied(const Host& host, const Generation& current, Gaps& gaps);

}  // namespace aug
