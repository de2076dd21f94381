#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "actions/try_programs.h"
#include "core/change/generation.h"
#include "core/host/helper_trial.h"
#include "system/host.h"

namespace aug {

/// By the path of the bubblewrap and that of the helper.
using HelperTrials = std::map<std::pair<std::string, std::string>, HelperTrial>;

/// The files of a helper that are there, which a sandbox runs; of a pattern, no more than a few.
std::vector<std::string> files_of(const Root& root, const PlannedHelper& helper);

/// The program of the binary in whose sandbox helpers are tried: the first that made one; or "".
std::string sandbox_of(const Root& root, const PlannedBinary& binary, const ProgramTrials& programs);

/// What becomes of the helpers of all binaries. What cannot be found out of one is no failure of the others.
HelperTrials try_helpers(const Host& host, const Generation& generation, const ProgramTrials& programs);

}  // namespace aug
