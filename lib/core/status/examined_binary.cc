#include "core/status/examined_binary.h"

#include <algorithm>

#include "core/plan/extension.h"

namespace aug {
namespace {

/// Of a helper of ours, whoever serves its bubblewrap.
BinaryState state_as_planned(const PlannedHelper& helper, BinaryState binary) {
  const bool serves =
      binary == BinaryState::granted || binary == BinaryState::granted_by_other || binary == BinaryState::staged;
  if (!serves) return binary;
  if (!helper.in_profile || !helper.was_there) return BinaryState::missing;
  return binary == BinaryState::staged ? binary : BinaryState::granted;
}

void foresee(BinaryState& state) {
  if (state == BinaryState::granted) state = BinaryState::would_grant;
}

}  // namespace

std::vector<ExaminedBinary> as_planned(const std::vector<PlannedBinary>& binaries) {
  std::vector<ExaminedBinary> examined;
  for (const PlannedBinary& binary : binaries) {
    ExaminedBinary& each = examined.emplace_back(ExaminedBinary{binary, binary.state, binary.detail});
    for (const PlannedHelper& helper : binary.helpers) {
      each.helpers.push_back(
          {helper, helper_profile_of(binary), state_as_planned(helper, binary.state), helper.detail});
    }
  }
  return examined;
}

std::vector<ExaminedBinary> as_foreseen(const std::vector<PlannedBinary>& binaries) {
  std::vector<ExaminedBinary> foreseen = as_planned(binaries);
  for (ExaminedBinary& each : foreseen) {
    foresee(each.state);
    for (ExaminedHelper& helper : each.helpers) foresee(helper.state);
  }
  return foreseen;
}

bool is_good(const ExaminedBinary& examined) {
  return is_good(examined.state) &&
         std::ranges::all_of(examined.helpers, [](const ExaminedHelper& each) { return is_good(each.state); });
}

}  // namespace aug
