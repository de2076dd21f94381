#include "actions/examine_settings.h"

#include <fmt/format.h>

#include <algorithm>

#include "system/sysctl.h"

namespace aug {
namespace {

/// What is wrong with the file that keeps a setting over a reboot, or "".
std::string flaw_in_drop_in(const Host& host, const DropIn& drop_in) {
  const auto there = host.root.read_state(drop_in.path);
  if (!there) return fmt::format("{} is gone", drop_in.path);
  if (*there != FileState{drop_in.text}) return fmt::format("{} was changed", drop_in.path);
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
    examined.detail = fmt::format("it is {} now", examined.now.empty() ? "not there" : examined.now);
  }
  return examined;
}

}  // namespace

ExaminedSettings examine_settings(const Host& host, const Generation& generation) {
  ExaminedSettings examined;
  const auto file = std::find_if(generation.drop_ins.begin(), generation.drop_ins.end(),
                                 [](const DropIn& drop_in) { return !manager_of(drop_in.path); });
  const std::string flaw = file == generation.drop_ins.end() ? "" : flaw_in_drop_in(host, *file);
  for (const PlannedSysctl& sysctl : generation.sysctls) examined.sysctls.push_back(examine(host, sysctl, flaw));
  return examined;
}

}  // namespace aug
