#pragma once

#include <string>
#include <vector>

namespace aug {

/// Puts the smallest program that there is at each of these paths, for this process and its children alone: in a mount
/// namespace of its own, in which empty file systems cover the top folders. Returns 0, or the errno of what failed.
int place_programs(const std::vector<std::string>& paths);

}  // namespace aug
