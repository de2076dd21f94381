#pragma once

#include <string>
#include <vector>

#include "actions/standing_objections.h"
#include "actions/try_helpers.h"
#include "core/status/examined_binary.h"
#include "system/host.h"

namespace aug {

/// What was found out of all helpers at once.
struct HelperEvidence {
  Objections objections = {};
  std::string objections_gap = {};  ///< why it is not known whether there are any; or ""
  HelperTrials trials = {};         ///< with Depth::prove
};

/// The helpers of a binary that was examined itself, as they stand on the host now. `programs` are the trials of what
/// the binary serves.
std::vector<ExaminedHelper> examine_helpers(const Host& host, const ExaminedBinary& examined,
                                            const ProgramTrials& programs, const HelperEvidence& evidence, Depth depth);

}  // namespace aug
