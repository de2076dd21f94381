#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/status/unit_state.h"
#include "core/text/diagnosis.h"
#include "system/root.h"

namespace aug {

/// The ids of the users whose managers run; none is started. None without systemd. Throws Failure(failed) when systemd
/// does not answer.
std::vector<std::string> running_user_managers(const Root& root);

/// Lets the system's manager, or each running manager of a user, read the files of units again, and waits for that;
/// does nothing without systemd. `systemctl daemon-reload` does not reach the users' managers; reloading
/// user@UID.service does (tried with systemd 257). A user can stop the own manager, or make it refuse: that is returned
/// as warnings. Throws Failure(failed) when the system's manager refuses.
Diagnoses reload_units(const Root& root, UnitScope scope);

/// The unit as each running manager of its scope has it. Asking a user's manager needs its D-Bus socket (package
/// dbus-user-session) and would start one that does not run, so only those that run are asked.
/// Throws Failure(failed) as running_user_managers does.
std::vector<UnitAtManager> unit_at_managers(const Root& root, const PlannedUnit& unit);

/// Restarts a service that runs, and waits for that. Throws Failure(failed) when the manager refuses.
void restart_unit(const std::string& uid, const std::string& unit);

/// Now, on the clock that managers tell starts by, and the time of day: microseconds.
struct Clocks {
  std::int64_t monotonic = 0;
  std::int64_t realtime = 0;
};
Clocks clocks_now();

}  // namespace aug
