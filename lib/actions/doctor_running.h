#pragma once

#include "core/doctor/doctor_facts.h"
#include "system/host.h"

namespace aug {

/// Services that are stuck in a namespace, and processes that run without the profile they would get now.
void look_at_processes(const Host& host, const Generation& current, DoctorFacts& facts);

/// What AppArmor refused since the host started.
void look_at_logs(const Host& host, DoctorFacts& facts);

}  // namespace aug
