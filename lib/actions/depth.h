#pragma once

#include <functional>

#include "core/plan/plan.h"

namespace aug {

enum class Depth {
  read,   ///< read files and the kernel's profiles; nothing is executed
  look,   ///< also ask the kernel which profile an exec gets
  prove,  ///< also try what the profile is for, as an unprivileged user
};

/// Which binaries are looked at as deep as was asked; all others with Depth::read.
using Chosen = std::function<bool(const PlannedBinary&)>;
inline bool choose_all(const PlannedBinary& /*binary*/) {
  return true;
}

/// Whether the lints are asked what they say of the paths today; a change has asked them already when it was decided.
enum class Lints { ask_anew, were_asked };

}  // namespace aug
