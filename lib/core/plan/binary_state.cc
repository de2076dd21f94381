#include "core/plan/binary_state.h"

#include <optional>

#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug {

std::string_view name_of(BinaryState state) {
  return word_for(binary_states, state);
}

BinaryState binary_state_from(std::string_view name) {
  const std::optional<BinaryState> state = value_of(binary_states, name);
  if (!state) throw Failure(ExitCode::failed, aug::format("cannot read '{}': it is no state of a binary", name));
  return *state;
}

bool is_good(BinaryState state) {
  return state != BinaryState::conflict && state != BinaryState::drifted && state != BinaryState::not_loaded;
}

}  // namespace aug
