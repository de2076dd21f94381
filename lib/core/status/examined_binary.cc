#include "core/status/examined_binary.h"

namespace aug {

std::vector<ExaminedBinary> as_planned(const std::vector<PlannedBinary>& binaries) {
  std::vector<ExaminedBinary> examined;
  for (const PlannedBinary& binary : binaries) examined.push_back({binary, binary.state, binary.detail});
  return examined;
}

std::vector<ExaminedBinary> as_foreseen(const std::vector<PlannedBinary>& binaries) {
  std::vector<ExaminedBinary> foreseen = as_planned(binaries);
  for (ExaminedBinary& each : foreseen) {
    if (each.state == BinaryState::granted) each.state = BinaryState::would_grant;
  }
  return foreseen;
}

}  // namespace aug
