#pragma once

#include <optional>

#include "actions/change_host.h"
#include "actions/change_options.h"

namespace aug {

/// Goes to the generation `number`, or to the one before the current one; 0 is the state before the first. It is
/// compiled anew when the parser or the kernel's features are no longer those that it was compiled for. Throws Failure:
/// failed when there is no such generation, and as change_host does.
Outcome rollback(const Host& host, std::optional<int> number, const ChangeOptions& options);

}  // namespace aug
