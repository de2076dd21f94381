#pragma once

#include <string>
#include <vector>

#include "core/plan/plan.h"

namespace aug {

/// A binary of a policy, and how it stands.
struct ExaminedBinary {
  PlannedBinary binary;
  BinaryState state = BinaryState::granted;
  std::string detail;   ///< what is wrong with it, or who grants it
  bool is_gap = false;  ///< how it stands could not be found out; `detail` says why
};

/// As applying would leave them, where nobody looks.
std::vector<ExaminedBinary> as_planned(const std::vector<PlannedBinary>& binaries);

}  // namespace aug
