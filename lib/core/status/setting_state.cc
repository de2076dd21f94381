#include "core/status/setting_state.h"

#include <algorithm>

namespace aug {

std::string_view name_of(SettingState state) {
  return word_for(setting_states, state);
}

bool ExaminedSettings::is_good() const {
  const auto is_fine = [](const auto& each) { return aug::is_good(each.state); };
  return std::all_of(sysctls.begin(), sysctls.end(), is_fine) && std::all_of(units.begin(), units.end(), is_fine);
}

}  // namespace aug
