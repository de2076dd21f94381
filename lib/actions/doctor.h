#pragma once

#include <string>
#include <vector>

#include "core/doctor/checks.h"
#include "system/host.h"

namespace aug {

/// Looks at all that decides on user namespaces on this host, and at these programs; at those of the applied policies
/// and at bubblewrap for none. Changes nothing. Throws Failure(usage) for a path that is not absolute.
DoctorFacts gather_doctor_facts(const Host& host, const std::vector<std::string>& programs);

}  // namespace aug
