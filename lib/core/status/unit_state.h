#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/status/setting_state.h"

namespace aug {

/// A service as a running manager has it in its memory.
struct UnitAtManager {
  std::string uid;                            ///< of its user; "" for the system's manager
  std::string flaw;                           ///< why it did not answer, or ""
  bool is_known = false;                      ///< it finds the unit
  std::map<std::string, std::string> values;  ///< of directives
  int main_pid = 0;                           ///< 0: it does not run
  std::int64_t started = 0;                   ///< the main process, in microseconds of CLOCK_MONOTONIC
};

/// The properties to ask a manager for, separated by commas: the directives of `unit`, and what UnitAtManager has
/// beside.
std::string properties_for(const PlannedUnit& unit);

/// Reads the output of `systemctl show`.
UnitAtManager read_shown(const std::string& uid, std::string_view text);

/// How systemctl reaches a manager: "--user --machine=1000@", or nothing for the system's.
std::vector<std::string> options_for_manager(const std::string& uid);

/// "the manager of 1000" or "the system's manager".
std::string name_of_manager(const std::string& uid);

/// A unit whose drop-in is in place: whether the managers that run resolve what it says. Where no file of root's
/// overrules it, what a user's manager has instead is that user's choice, and no drift. `detail` also says that, and
/// why there was nothing to ask.
ExaminedUnit examined_at_managers(const PlannedUnit& unit, const std::vector<UnitAtManager>& managers,
                                  bool is_overruled_by_root);

}  // namespace aug
