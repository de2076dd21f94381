#pragma once

#include <vector>

#include "core/host/host_facts.h"
#include "core/plan/planned_settings.h"
#include "core/text/diagnosis.h"

namespace aug {

/// The notices on planned units: directives that make systemd create a user namespace all the same, with the
/// file and line that they hold from, and that no systemd runs which could read our files.
Diagnoses notices_on_units(const std::vector<PlannedUnit>& units, const std::vector<TextFile>& drop_ins,
                           const HostFacts& facts);

}  // namespace aug
