#include "actions/doctor_applied.h"

#include <string>

#include "actions/doctor_gaps.h"
#include "actions/examine.h"
#include "actions/examine_settings.h"
#include "core/apparmor/aare.h"
#include "core/policy/helper_path.h"
#include "core/policy/policy_reader.h"
#include "core/text/lists.h"

namespace aug {
namespace {

std::vector<DriftFacts> drift_of(const Host& host, const Generation& current, Gaps& gaps) {
  std::vector<DriftFacts> drifted;
  const auto add = [&](const std::string& what, const std::string& policy, auto state, const std::string& detail) {
    if (is_good(state)) return;
    drifted.push_back({what, policy, std::string(name_of(state)), detail});
  };
  const auto add_or_tell = [&](const std::string& path, const std::string& policy, BinaryState state,
                               const std::string& detail) {
    if (state == BinaryState::unproved) {
      gaps.push_back(detail);
    } else {
      add(path, policy, state, detail);
    }
  };
  for (const ExaminedBinary& each : examine(host, current, Depth::look)) {
    add_or_tell(each.binary.path, each.binary.policy, each.state, each.detail);
    if (!is_good(each.state)) continue;  // then so are its helpers
    for (const ExaminedHelper& helper : each.helpers) {
      add_or_tell(helper.helper.path, each.binary.policy, helper.state, helper.detail);
      if (!helper.moved_to.empty()) drifted.back().moved_to = helper.moved_to;
    }
  }
  const ExaminedSettings settings = examine_settings(host, current);
  for (const auto& [sysctl, state, now, detail] : settings.sysctls) add(sysctl.name, sysctl.policy, state, detail);
  for (const auto& [unit, state, detail] : settings.units) add(unit.unit, unit.policy, state, detail);
  return drifted;
}

/// What the policies themselves say, whether it has come true or not.
void read_policies_of(const Generation& current, AppliedFacts& facts) {
  for (const AppliedPolicy& policy : current.policies) {
    const PolicyReading reading = read_policy(policy.source.text, policy.source.origin);
    if (!reading.policy) continue;
    std::vector<std::string>& paths = facts.policies[policy.name];
    for (const BinaryEntry& entry : reading.policy->binaries) {
      for (const std::string& helper : entry.helpers) {
        facts.helpers.push_back(is_helper_pattern(helper) ? helper : literal_pattern(helper));
      }
      for (const BinaryPath& path : entry.paths) paths.push_back(path.text);
    }
  }
}

}  // namespace

Generation what_is_applied(const Host& host, Gaps& gaps) {
  if (!host.may_read_state()) return {};
  return look_or_tell(gaps, [&] { return host.store.current().generation; });
}

AppliedFacts look_at_applied(const Host& host, const Generation& current, Gaps& gaps) {
  AppliedFacts facts{look_or_tell(gaps, [&] { return drift_of(host, current, gaps); }), {}};
  read_policies_of(current, facts);
  return facts;
}

}  // namespace aug
