#include "actions/examine_settings.h"

#include <algorithm>

#include "core/host/service_directives.h"
#include "core/status/unit_state.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/attempt.h"
#include "system/services.h"
#include "system/sysctl.h"
#include "system/systemd.h"
#include "system/unit_managers.h"

namespace aug {
namespace {

/// What is wrong with the file that keeps a setting over a reboot, or "".
std::string flaw_in_drop_in(const Host& host, const TextFile& drop_in) {
  const auto there = host.root.read_state(drop_in.path);
  if (!there) return aug::format("{} is gone", drop_in.path);
  if (*there != FileState{drop_in.text}) return aug::format("{} was changed", drop_in.path);
  return "";
}

ExaminedSysctl examine(const Host& host, const PlannedSysctl& sysctl, const std::string& flaw_in_file) {
  ExaminedSysctl examined{sysctl, SettingState::in_effect, "", flaw_in_file};
  if (host.root.is_host()) examined.now = sysctl_value(host.root, sysctl.name).value_or("");
  if (sysctl.is_skipped) {
    examined.state = SettingState::skipped;
  } else if (!flaw_in_file.empty()) {
    examined.state = SettingState::drifted;
  } else if (!host.root.is_host()) {
    examined.state = SettingState::staged;
  } else if (examined.now != sysctl.value) {
    examined.state = SettingState::drifted;
    examined.detail = aug::format("it is {} now", examined.now.empty() ? "not there" : examined.now);
  }
  return examined;
}

/// Whether a file that every manager reads sets what the unit is to have off; ours is among them.
bool is_overruled_by_root(const Host& host, const PlannedUnit& unit) {
  const auto left_on = namespace_directives(files_of_user_unit(host.root, unit.unit, ""));
  return std::any_of(left_on.begin(), left_on.end(), [&](const ServiceDirective& each) {
    return std::any_of(unit.set.begin(), unit.set.end(), [&](const auto& set) { return set.name == each.name; });
  });
}

ExaminedUnit examine(const Host& host, const PlannedUnit& unit, const std::string& flaw_in_file) {
  if (!flaw_in_file.empty()) return {unit, SettingState::drifted, flaw_in_file};
  if (!host.root.is_host()) return {unit, SettingState::staged, ""};
  if (!has_systemd(host.root)) return {unit, SettingState::staged, "systemd does not run here"};
  if (unit.unit.find("@.") != std::string::npos) return {unit, SettingState::staged, "its instances are not looked at"};
  if (!host.is_privileged()) return {unit, SettingState::staged, "only root may ask the managers"};
  host.doing(aug::format("asking the managers about {}", unit.unit));
  return attempt(
      [&] { return examined_at_managers(unit, unit_at_managers(host.root, unit), is_overruled_by_root(host, unit)); },
      [&](const Failure& failure) {
        return ExaminedUnit{unit, SettingState::staged, failure.what()};
      });
}

std::string flaw_in_drop_in(const Host& host, const Generation& generation, const std::string& path) {
  for (const TextFile& drop_in : generation.drop_ins) {
    if (drop_in.path == path) return flaw_in_drop_in(host, drop_in);
  }
  return "";
}

}  // namespace

ExaminedSettings examine_settings(const Host& host, const Generation& generation) {
  ExaminedSettings examined;
  const auto file = std::find_if(generation.drop_ins.begin(), generation.drop_ins.end(),
                                 [](const TextFile& drop_in) { return !manager_of(drop_in.path); });
  const std::string flaw = file == generation.drop_ins.end() ? "" : flaw_in_drop_in(host, *file);
  for (const PlannedSysctl& sysctl : generation.sysctls) examined.sysctls.push_back(examine(host, sysctl, flaw));
  for (const PlannedUnit& unit : generation.units) {
    examined.units.push_back(
        examine(host, unit, flaw_in_drop_in(host, generation, drop_in_path(unit.scope, unit.unit))));
  }
  return examined;
}

}  // namespace aug
