#pragma once

#include <string>
#include <vector>

#include "core/plan/plan.h"

namespace aug {

/// A helper of a binary, and how it stands.
struct ExaminedHelper {
  PlannedHelper helper;
  std::string profile;  ///< of the helpers of its sandbox
  BinaryState state = BinaryState::granted;
  std::string detail = {};    ///< what is wrong with it
  std::string moved_to = {};  ///< the path of another version, which the policy does not name; or ""
};

/// A binary of a policy, and how it stands.
struct ExaminedBinary {
  PlannedBinary binary;
  BinaryState state = BinaryState::granted;
  std::string detail;  ///< what is wrong with it, or who grants it
  std::vector<ExaminedHelper> helpers = {};
};

/// As applying would leave them, where nobody looks.
std::vector<ExaminedBinary> as_planned(const std::vector<PlannedBinary>& binaries);

/// The same, where nothing is changed: nothing is granted by that.
std::vector<ExaminedBinary> as_foreseen(const std::vector<PlannedBinary>& binaries);

/// Whether the binary and its helpers are as the policy wants them.
bool is_good(const ExaminedBinary& examined);

}  // namespace aug
