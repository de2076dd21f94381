#include "core/plan/binary_state.h"

#include <algorithm>
#include <array>

#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug {
namespace {

struct NamedState {
  BinaryState state;
  std::string_view name;
};

constexpr std::array<NamedState, 8> names = {{{BinaryState::granted, "granted"},
                                              {BinaryState::granted_by_other, "granted-by-other"},
                                              {BinaryState::staged, "staged"},
                                              {BinaryState::missing, "missing"},
                                              {BinaryState::conflict, "conflict"},
                                              {BinaryState::drifted, "drifted"},
                                              {BinaryState::not_loaded, "not-loaded"},
                                              {BinaryState::not_needed, "not-needed"}}};

}  // namespace

std::string_view name_of(BinaryState state) {
  return std::find_if(names.begin(), names.end(), [&](const NamedState& each) { return each.state == state; })->name;
}

BinaryState binary_state_from(std::string_view name) {
  const auto found =
      std::find_if(names.begin(), names.end(), [&](const NamedState& each) { return each.name == name; });
  if (found == names.end()) {
    throw Failure(ExitCode::failed, aug::format("cannot read '{}': it is no state of a binary", name));
  }
  return found->state;
}

bool is_good(BinaryState state) {
  return state != BinaryState::conflict && state != BinaryState::drifted && state != BinaryState::not_loaded;
}

}  // namespace aug
