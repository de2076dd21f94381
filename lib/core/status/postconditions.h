#pragma once

#include <vector>

#include "core/change/generation.h"
#include "core/change/step.h"
#include "core/status/examined_binary.h"
#include "core/status/setting_state.h"

namespace aug {

/// The conditions for a change to stay, else it is taken back: all that it has a part in is as the policies say. What
/// was bad before it, and stays as it is, is no reason; nor are binaries that are not there yet, or that another
/// profile serves, or what others than root can change in a policy that was applied before as it is in `target`: else
/// they could keep root from any change. Throws Failure(conflict) where another profile claims a binary, and
/// Failure(failed) otherwise.
void require_good(const std::vector<ExaminedBinary>& examined, const Generation& before, const Generation& target,
                  const std::vector<Change>& changes);
void require_good(const ExaminedSettings& examined, const Generation& before, const std::vector<Change>& changes);

}  // namespace aug
