#pragma once

#include <vector>

#include "core/status/examined_binary.h"
#include "core/text/diagnosis.h"

namespace aug {

/// A warning for each policy none of whose programs is there, and for each none of whose helpers is: it has done
/// nothing for anybody, or nothing in a sandbox.
Diagnoses warnings_on_missing(const std::vector<ExaminedBinary>& binaries);

}  // namespace aug
