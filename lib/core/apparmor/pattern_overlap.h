#pragma once

#include "core/apparmor/path_pattern.h"

namespace aug {

/// Whether there is a path that both match.
bool overlap(const PathPattern& a, const PathPattern& b);

}  // namespace aug
