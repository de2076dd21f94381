#pragma once

#include <vector>

#include "core/doctor/doctor_facts.h"
#include "system/host.h"

namespace aug {

/// Services that are stuck in a namespace, units that ask for a profile, and processes that run without the one they
/// would get now. A file of a unit that cannot be read is a gap.
ProcessFacts look_at_processes(const Host& host, const Generation& current, Gaps& gaps);

/// The refusals of AppArmor since the host started. A log that we may not read is a gap.
std::vector<DenialFacts> look_at_logs(const Host& host, const Generation& current, Gaps& gaps);

}  // namespace aug
