#include "core/status/postconditions.h"

#include <algorithm>

#include "core/change/changes.h"
#include "core/plan/lints.h"
#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug {
namespace {

bool is_untouched(const PlannedBinary& binary, const Generation& before, const std::vector<Change>& changes) {
  const auto is_same = [&](const PlannedBinary& old) {
    return old.policy == binary.policy && old.path == binary.path && old.profile == binary.profile;
  };
  return std::any_of(before.binaries.begin(), before.binaries.end(), is_same) &&
         !touch_profile(changes, binary.profile);
}

/// The policy is none of this change, and others than root decide what the program is.
bool is_for_others_to_change(const PlannedBinary& binary, const Generation& before, const Generation& target) {
  if (!allows_changes_by_others(binary.allowed)) return false;
  return std::any_of(target.policies.begin(), target.policies.end(), [&](const AppliedPolicy& policy) {
    return policy.name == binary.policy &&
           std::find(before.policies.begin(), before.policies.end(), policy) != before.policies.end();
  });
}

/// Those that were tried and do not work. One that is not there, or could not be tried, is no reason.
std::string refused_helpers(const ExaminedBinary& examined) {
  std::string refused;
  for (const ExaminedHelper& each : examined.helpers) {
    if (each.state != BinaryState::broken) continue;
    refused += aug::format("{}{}: {}", refused.empty() ? "" : "; ", each.helper.path, each.detail);
  }
  return refused;
}

bool is_untouched(const PlannedUnit& unit, const Generation& before, const std::vector<Change>& changes) {
  const auto is_placed = [&](const Change& change) {
    const auto* place = std::get_if<PlaceFile>(&change.step);
    return place != nullptr && place->path == drop_in_path(unit.scope, unit.unit);
  };
  return std::find(before.units.begin(), before.units.end(), unit) != before.units.end() &&
         std::none_of(changes.begin(), changes.end(), is_placed);
}

}  // namespace

void require_good(const std::vector<ExaminedBinary>& examined, const Generation& before, const Generation& target,
                  const std::vector<Change>& changes) {
  Diagnoses bad;
  ExitCode code = ExitCode::failed;
  for (const ExaminedBinary& each : examined) {
    const PlannedBinary& binary = each.binary;
    const bool is_by_other = binary.state == BinaryState::granted_by_other;
    const bool is_left_out = is_by_other ? each.state == BinaryState::unproved : !binary.in_profile;
    const bool is_fine = is_good(each.state) || is_left_out;
    const std::string refused = is_fine ? refused_helpers(each) : "";
    if ((is_fine && refused.empty()) || is_untouched(binary, before, changes) ||
        is_for_others_to_change(binary, before, target)) {
      continue;
    }
    if (is_by_other || each.state == BinaryState::conflict) code = ExitCode::conflict;
    bad.push_back({"grant-not-proved"_id,
                   Severity::error,
                   {},
                   is_fine ? aug::format("cannot let helpers of {} work: {}", binary.path, refused)
                           : aug::format("cannot grant namespaces to {}: {}", binary.path, each.detail),
                   is_by_other ? "mend that profile, or switch its file off: doctor names the commands" : ""});
  }
  if (!bad.empty()) throw Failure(code, bad);
}

void require_good(const ExaminedSettings& examined, const Generation& before, const std::vector<Change>& changes) {
  Diagnoses bad;
  for (const auto& [sysctl, state, now, detail] : examined.sysctls) {
    if (is_good(state)) continue;
    bad.push_back({"setting-not-in-effect"_id,
                   Severity::error,
                   {},
                   aug::format("cannot set {} to {}: {}", sysctl.name, sysctl.value, detail),
                   ""});
  }
  for (const auto& [unit, state, detail] : examined.units) {
    if (is_good(state) || is_untouched(unit, before, changes)) continue;
    bad.push_back({"unit-not-in-effect"_id,
                   Severity::error,
                   {},
                   aug::format("cannot change the unit {}: {}", unit.unit, detail),
                   ""});
  }
  if (!bad.empty()) throw Failure(ExitCode::failed, bad);
}

}  // namespace aug
