#pragma once

#include <functional>
#include <vector>

#include "actions/depth.h"
#include "core/change/generation.h"
#include "core/status/examined_binary.h"
#include "system/host.h"

namespace aug {

/// Whether the lints are asked what they say of the paths today; a change has asked them already when it was decided.
enum class Lints { ask_anew, were_asked };

/// Which binaries are looked at as deep as was asked; all others with Depth::read.
using Chosen = std::function<bool(const PlannedBinary&)>;
inline bool choose_all(const PlannedBinary& /*binary*/) {
  return true;
}

/// The binaries of a generation as they stand on the host now.
std::vector<ExaminedBinary> examine(const Host& host, const Generation& generation, Depth depth,
                                    Lints lints = Lints::ask_anew, const Chosen& is_chosen = choose_all);

}  // namespace aug
