#pragma once

#include <vector>

#include "core/doctor/doctor_facts.h"
#include "system/host.h"

namespace aug {

/// What does not stand as it was applied: the very things that `status` and `verify` exit with 7 for.
std::vector<DriftFacts> drift_of(const Host& host, const Generation& current);

}  // namespace aug
