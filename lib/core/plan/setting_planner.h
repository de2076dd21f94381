#pragma once

#include <vector>

#include "core/host/host_facts.h"
#include "core/plan/planned_settings.h"
#include "core/plan/profile_planner.h"

namespace aug {

/// The plan for the kernel settings and units of all policies.
struct SettingPlan {
  std::vector<PlannedSysctl> sysctls;
  std::vector<PlannedUnit> units;
  std::vector<TextFile> drop_ins;
  Diagnoses notices;  ///< settings that are skipped, files that are read later than ours, units' other directives
};

/// The value before a setting became ours is taken over from `earlier`, those of the current generation. Throws
/// Failure: conflict (two policies want different values), unsupported (a setting that this kernel does not have).
SettingPlan plan_settings(const std::vector<PlannedPolicy>& policies, const HostFacts& facts,
                          const std::vector<PlannedSysctl>& earlier);

}  // namespace aug
