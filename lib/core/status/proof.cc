#include "core/status/proof.h"

#include <algorithm>

namespace aug {

std::string_view name_of(Proof proof) {
  return word_for(proofs, proof);
}

Proof proof_of(BinaryState state, Proof deepest) {
  switch (state) {
    case BinaryState::granted:
    case BinaryState::granted_by_other:
      return deepest;
    case BinaryState::staged:
      return std::min(deepest, Proof::files);
    case BinaryState::would_grant:
    case BinaryState::missing:
    case BinaryState::conflict:
    case BinaryState::drifted:
    case BinaryState::broken:
    case BinaryState::unproved:
    case BinaryState::not_loaded:
    case BinaryState::not_needed:
      break;
  }
  return Proof::none;
}

}  // namespace aug
