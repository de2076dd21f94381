#pragma once

#include <cstddef>
#include <vector>

namespace aug {

/// The groups of the states of a deterministic automaton that accept the same: of each state the number of its group,
/// these in the order of their first states. `targets` has a row of `width` states for each, -1 for none.
std::vector<int> equal_states(const std::vector<int>& targets, std::size_t width, const std::vector<bool>& accepting);

}  // namespace aug
