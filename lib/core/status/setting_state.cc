#include "core/status/setting_state.h"

#include <algorithm>

namespace aug {

std::string_view name_of(SettingState state) {
  switch (state) {
    case SettingState::in_effect:
      return "in-effect";
    case SettingState::staged:
      return "staged";
    case SettingState::skipped:
      return "skipped";
    case SettingState::drifted:
      return "drifted";
  }
  return "";
}

bool ExaminedSettings::is_good() const {
  const auto is_fine = [](const auto& each) { return aug::is_good(each.state); };
  return std::all_of(sysctls.begin(), sysctls.end(), is_fine) && std::all_of(units.begin(), units.end(), is_fine);
}

}  // namespace aug
