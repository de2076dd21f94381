#pragma once

#include <bitset>
#include <utility>

// What tests/mutation/finder.py writes into the sources. One mutant is active at a time, or none.

namespace aug::mutants {

inline int active = 0;

/// Those that the test case came by.
inline std::bitset<100'000> reached;

inline bool is_active(int mutant) {
  if (active == 0) reached.set(static_cast<std::size_t>(mutant));
  return mutant == active;
}

/// A condition that always holds in one mutant, and never in the other; 0 for none.
template <typename Condition>
bool forced(int always, int never, Condition&& condition) {
  const bool holds(std::forward<Condition>(condition));
  if (always != 0 && is_active(always)) return true;
  return (never == 0 || !is_active(never)) && holds;
}

template <typename A, typename B>
bool less(int mutant, const A& a, const B& b) {
  return is_active(mutant) ? a <= b : a < b;
}

template <typename A, typename B>
bool less_or_equal(int mutant, const A& a, const B& b) {
  return is_active(mutant) ? a < b : a <= b;
}

template <typename A, typename B>
bool greater(int mutant, const A& a, const B& b) {
  return is_active(mutant) ? a >= b : a > b;
}

template <typename A, typename B>
bool greater_or_equal(int mutant, const A& a, const B& b) {
  return is_active(mutant) ? a > b : a >= b;
}

}  // namespace aug::mutants
