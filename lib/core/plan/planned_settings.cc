#include "core/plan/planned_settings.h"

#include <map>

#include "core/apparmor/our_files.h"
#include "core/host/sysctl_names.h"
#include "core/plan/profile_text.h"
#include "core/text/format.h"

namespace aug {
namespace {

constexpr std::string_view user_units = "/etc/systemd/user/";
constexpr std::string_view system_units = "/etc/systemd/system/";

std::string head() {
  return aug::format("{}: changes here are lost; see aa-userns-gen(8).\n", marker);
}

/// The settings of one name are equal: planning sees to that.
std::string text_of(const std::vector<PlannedSysctl>& sysctls) {
  std::map<std::string, std::string> lines;
  for (const PlannedSysctl& sysctl : sysctls) {
    if (sysctl.is_skipped) continue;
    std::string& line = lines[sysctl.name];
    if (line.empty()) line = aug::format("{} = {}\n", sysctl.name, sysctl.value);
    line.insert(0, aug::format("# policy {}{}{}\n", sysctl.policy, sysctl.reason.empty() ? "" : ": ", sysctl.reason));
  }
  std::string text;
  for (const auto& [name, line] : lines) text += "\n" + line;
  return text.empty() ? "" : head() + text;
}

}  // namespace

std::vector<TextFile> drop_ins_for(const std::vector<PlannedSysctl>& sysctls, const std::vector<PlannedUnit>& units,
                                   const std::string& sysctl_path) {
  std::map<std::string, std::string> files;
  if (std::string text = text_of(sysctls); !text.empty()) files[sysctl_path] = std::move(text);
  for (const PlannedUnit& unit : units) {
    std::string& text = files[drop_in_path(unit.scope, unit.unit)];
    if (text.empty()) text = head() + "[Service]\n";
    for (const PlannedUnit::Directive& directive : unit.set) {
      const std::string line = aug::format("{}={}\n", directive.name, directive.value);
      if (text.find("\n" + line) == std::string::npos) text += line;
    }
  }
  std::vector<TextFile> drop_ins;
  for (auto& [path, text] : files) drop_ins.push_back({path, std::move(text)});
  return drop_ins;
}

std::string drop_in_path(UnitScope scope, const std::string& unit) {
  return aug::format("{}{}.d/{}", scope == UnitScope::user ? user_units : system_units, unit, drop_in_name);
}

std::optional<UnitScope> manager_of(const std::string& path) {
  if (path.starts_with(user_units)) return UnitScope::user;
  if (path.starts_with(system_units)) return UnitScope::system;
  return std::nullopt;
}

bool weakens_host(const PlannedSysctl& sysctl) {
  return sysctl.name.starts_with(sysctl_name::restriction_prefix) && sysctl.value == "0";
}

}  // namespace aug
