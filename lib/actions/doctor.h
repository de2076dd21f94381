#pragma once

#include <string>
#include <vector>

#include "core/doctor/check.h"
#include "system/host.h"

namespace aug {

/// Looks at all that decides on user namespaces on this host, and at these programs; at those of the applied policies
/// and at bubblewrap for none. The worst comes first. Changes nothing. What cannot be found out is told by the check
/// "gaps". Throws Failure as named_programs does.
Checks doctor(const Host& host, const std::vector<std::string>& programs);

}  // namespace aug
