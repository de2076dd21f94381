#include "core/plan/plan.h"

#include <algorithm>

namespace aug {

bool Plan::needs_anything(const std::string& policy) const {
  return std::any_of(binaries.begin(), binaries.end(), [&](const PlannedBinary& binary) {
    return binary.policy == policy && binary.state != BinaryState::not_needed;
  });
}

}  // namespace aug
