#include "core/status/examined_binary.h"

namespace aug {

std::vector<ExaminedBinary> as_planned(const std::vector<PlannedBinary>& binaries) {
  std::vector<ExaminedBinary> examined;
  for (const PlannedBinary& binary : binaries) examined.push_back({binary, binary.state, binary.detail});
  return examined;
}

}  // namespace aug
