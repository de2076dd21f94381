#pragma once

#include <string>
#include <vector>

#include "core/doctor/doctor_facts.h"
#include "system/processes.h"
#include "system/root.h"

namespace aug {

/// The unit that a process belongs to; without names where that cannot be seen.
UnitOfProcess unit_of_process(int pid);

/// The files that the manager of a user reads for a service, the unit's own first, then its drop-ins in their order;
/// `uid` "" leaves the folders in a home out. What cannot be read is left out, see UnitFiles, and told as a gap.
std::vector<TextFile> files_of_user_unit(const Root& root, const std::string& unit, const std::string& uid,
                                         Gaps* gaps = nullptr);

/// The services among these processes that are confined by 'unprivileged_userns', each once, with the directives of
/// their units for which systemd makes namespaces.
std::vector<StuckService> stuck_services(const std::vector<RunningProcess>& processes, Gaps& gaps);

/// Units that ask for an AppArmor profile by AppArmorProfile= without being root: those of users, and those with User=.
std::vector<UnitProfile> units_with_profiles(Gaps& gaps);

}  // namespace aug
