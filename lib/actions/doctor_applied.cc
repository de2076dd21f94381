#include "actions/doctor_applied.h"

#include <string>

#include "actions/examine.h"
#include "actions/examine_settings.h"

namespace aug {

std::vector<DriftFacts> drift_of(const Host& host, const Generation& current) {
  std::vector<DriftFacts> drifted;
  const auto add = [&](const std::string& what, const std::string& policy, auto state, const std::string& detail) {
    if (is_good(state)) return;
    drifted.push_back({what, policy, std::string(name_of(state)), detail});
  };
  for (const auto& [binary, state, detail] : examine(host, current, Depth::look)) {
    add(binary.path, binary.policy, state, detail);
  }
  const ExaminedSettings settings = examine_settings(host, current);
  for (const auto& [sysctl, state, now, detail] : settings.sysctls) add(sysctl.name, sysctl.policy, state, detail);
  for (const auto& [unit, state, detail] : settings.units) add(unit.unit, unit.policy, state, detail);
  return drifted;
}

}  // namespace aug
