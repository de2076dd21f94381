#pragma once

#include <map>
#include <string>
#include <vector>

#include "actions/depth.h"
#include "core/apparmor/loaded_profile.h"
#include "core/host/program_trial.h"
#include "system/host.h"

namespace aug {

/// By path; true for a bubblewrap, which is run.
using ProgramsToTry = std::map<std::string, bool>;
/// By path.
using ProgramTrials = std::map<std::string, ProgramTrial>;

/// What the kernel gives to each program, and what a plain user can do under that: of all at once, which costs far less
/// than one after the other. `Depth::look` asks for the labels alone. Profiles in `loaded` with the same bytes need one
/// trial that works. What cannot be found out of one is no failure of the others.
ProgramTrials try_programs(const Host& host, const ProgramsToTry& programs, Depth depth,
                           const LoadedProfiles& loaded = {});

/// Adds what a bubblewrap does itself, where namespaces can be made.
void run_bubblewrap(const std::string& program, ProgramTrial& trial);

}  // namespace aug
