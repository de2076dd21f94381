#include "core/plan/setting_planner.h"

#include <algorithm>

#include "core/plan/unit_notices.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"

namespace aug {
namespace {

template <typename List>
auto find_by_name(const List& list, const std::string& name) {
  return std::find_if(list.begin(), list.end(), [&](const auto& each) { return each.name == name; });
}

class SettingPlanner {
 public:
  SettingPlanner(const HostFacts& facts, const std::vector<PlannedSysctl>& earlier)
      : facts_(facts), earlier_(earlier) {}

  void add(const Policy& policy) {
    for (const SysctlSetting& setting : policy.sysctls) add(policy.name, setting);
    for (const UnitSetting& setting : policy.units) add(policy.name, setting);
  }

  SettingPlan finish() {
    if (!absent_.empty()) throw Failure(ExitCode::unsupported, absent_);
    if (!conflicts_.empty()) throw Failure(ExitCode::conflict, conflicts_);
    plan_.drop_ins = drop_ins_for(plan_.sysctls, plan_.units, sysctl_path());
    const Diagnoses on_units = notices_on_units(plan_.units, plan_.drop_ins, facts_);
    append(plan_.notices, on_units);
    return std::move(plan_);
  }

 private:
  void add(const std::string& policy, const SysctlSetting& setting) {
    PlannedSysctl planned{policy, setting.name, std::to_string(setting.value), setting.reason, "", false};
    const auto same = find_by_name(plan_.sysctls, setting.name);
    if (same != plan_.sysctls.end() && same->value != planned.value) {
      conflicts_.push_back({"policies-disagree"_id, Severity::error, setting.location,
                            aug::format("cannot set {} to {}: policy '{}' sets it to {}", setting.name, planned.value,
                                        same->policy, same->value),
                            "let both policies say the same"});
      return;
    }
    if (facts_.is_running) ask_kernel(planned, setting);
    plan_.sysctls.push_back(std::move(planned));
  }

  void ask_kernel(PlannedSysctl& planned, const SysctlSetting& setting) {
    const SysctlFacts& facts = facts_.sysctls.at(setting.name);
    if (facts.now) {
      const auto earlier = find_by_name(earlier_, setting.name);
      const bool is_ours = earlier != earlier_.end() && !earlier->before.empty();
      planned.before = is_ours ? earlier->before : *facts.now;
      return;
    }
    planned.is_skipped = true;
    const std::string message = aug::format("this kernel has no setting {}", setting.name);
    if (setting.may_be_absent) {
      plan_.notices.push_back({"setting-skipped"_id, Severity::notice, setting.location, message + ": skipped", ""});
    } else {
      absent_.push_back({"setting-absent"_id, Severity::error, setting.location,
                         aug::format("cannot set {}: {}", setting.name, message),
                         "add 'if_absent: skip' where a kernel without it is fine"});
    }
  }

  void add(const std::string& policy, const UnitSetting& setting) {
    PlannedUnit planned{policy, setting.unit, setting.scope, {}};
    for (const UnitDirective& directive : setting.set) planned.set.push_back({directive.name, directive.value});
    plan_.units.push_back(std::move(planned));
  }

  /// After every file that sets something else; what comes later still is said.
  std::string sysctl_path() {
    std::vector<std::string> others;
    for (const PlannedSysctl& sysctl : plan_.sysctls) {
      const auto facts = facts_.sysctls.find(sysctl.name);
      if (facts == facts_.sysctls.end() || sysctl.is_skipped) continue;
      if (facts->second.boot && facts->second.boot->value != sysctl.value) others.push_back(facts->second.boot->path);
      if (facts->second.late && facts->second.late->value != sysctl.value) say_late(*facts->second.late, sysctl);
    }
    return our_sysctl_path(others);
  }

  void say_late(const SysctlSource& late, const PlannedSysctl& sysctl) {
    plan_.notices.push_back({"setting-overridden"_id,
                             Severity::warning,
                             {late.path, late.line, 0, ""},
                             aug::format("this sets {} to {} after boot, and wins over the policy's {}", sysctl.name,
                                         late.value, sysctl.value),
                             "take the line out"});
  }

  const HostFacts& facts_;
  const std::vector<PlannedSysctl>& earlier_;
  SettingPlan plan_;
  Diagnoses absent_, conflicts_;
};

}  // namespace

SettingPlan plan_settings(const std::vector<PlannedPolicy>& policies, const HostFacts& facts,
                          const std::vector<PlannedSysctl>& earlier) {
  SettingPlanner planner(facts, earlier);
  for (const PlannedPolicy& policy : policies) {
    if (is_needed(policy, facts)) planner.add(policy.policy);
  }
  return planner.finish();
}

}  // namespace aug
