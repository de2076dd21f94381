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
  if (!state)
    throw Failure(ExitCode::failed, "state-unreadable"_id,
                  aug::format("cannot read '{}': it is no state of a binary", name));
  return *state;
}

bool is_good(BinaryState state) {
  switch (state) {
    case BinaryState::would_grant:
    case BinaryState::granted:
    case BinaryState::granted_by_other:
    case BinaryState::staged:
    case BinaryState::missing:
    case BinaryState::not_needed:
      return true;
    case BinaryState::conflict:
    case BinaryState::drifted:
    case BinaryState::broken:
    case BinaryState::unproved:
    case BinaryState::not_loaded:
      break;
  }
  return false;
}

}  // namespace aug
