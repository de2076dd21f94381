#pragma once

#include <string>
#include <vector>

namespace aug {

/// Paths that the pattern does not match, though it matches what they begin with, or what is left without one
/// component: what takes a pattern for more than it is takes them. Some of many; none for what is no pattern.
std::vector<std::string> near_misses_of(const std::string& pattern);

}  // namespace aug
