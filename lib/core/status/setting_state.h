#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/plan/planned_settings.h"
#include "core/text/words.h"

namespace aug {

/// How a kernel setting or a unit of a policy stands.
enum class SettingState {
  in_effect,
  staged,   ///< the file is placed; there is no running host to ask
  skipped,  ///< this kernel has no such setting, and the policy lets that pass
  drifted,  ///< file or running value differ from what was applied
};

/// All of them.
inline constexpr auto setting_states = std::to_array<Word<SettingState>>({{"in-effect", SettingState::in_effect},
                                                                          {"staged", SettingState::staged},
                                                                          {"skipped", SettingState::skipped},
                                                                          {"drifted", SettingState::drifted}});

/// "in-effect", "staged", "skipped" or "drifted".
std::string_view name_of(SettingState state);

inline bool is_good(SettingState state) {
  return state != SettingState::drifted;
}

struct ExaminedSysctl {
  PlannedSysctl sysctl;
  SettingState state = SettingState::in_effect;
  std::string now;     ///< the running value, or ""
  std::string detail;  ///< what is wrong
};

struct ExaminedUnit {
  PlannedUnit unit;
  SettingState state = SettingState::in_effect;
  std::string detail;
};

/// Both, of a whole generation.
struct ExaminedSettings {
  std::vector<ExaminedSysctl> sysctls;
  std::vector<ExaminedUnit> units;

  bool is_good() const;
  bool is_empty() const { return sysctls.empty() && units.empty(); }
};

}  // namespace aug
