#pragma once

#include <vector>

#include "core/status/examined_binary.h"
#include "core/text/diagnosis.h"

namespace aug {

/// A warning for each policy none of whose programs is there: it has done nothing for anybody.
Diagnoses warnings_on_missing(const std::vector<ExaminedBinary>& binaries);

}  // namespace aug
