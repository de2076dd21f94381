#pragma once

#include <string>
#include <vector>

#include "core/plan/plan.h"

namespace aug {

/// A binary of a policy, and how it stands.
struct ExaminedBinary {
  PlannedBinary binary;
  BinaryState state = BinaryState::granted;
  std::string detail;  ///< what is wrong with it, or who grants it
};

/// As applying would leave them, where nobody looks.
std::vector<ExaminedBinary> as_planned(const std::vector<PlannedBinary>& binaries);

/// The same, where nothing is changed: nothing is granted by that.
std::vector<ExaminedBinary> as_foreseen(const std::vector<PlannedBinary>& binaries);

}  // namespace aug
