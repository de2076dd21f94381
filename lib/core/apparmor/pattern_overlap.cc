#include "core/apparmor/pattern_overlap.h"

#include <vector>

namespace aug {
namespace {

/// The states that `state` reaches without a byte, by the rules of PathPattern.
std::vector<int> reached_from(const PathPattern& pattern, int state) {
  std::vector<int> reached;
  std::vector<bool> is_reached(pattern.states().size());
  pattern.reach(state, reached, is_reached);
  return reached;
}

/// Follows both at once: each pair of states that one path can lead to is seen once.
class Search {
 public:
  Search(const PathPattern& a, const PathPattern& b) : a_(a), b_(b), seen_(a.states().size() * b.states().size()) {}

  bool finds() {
    add(a_.start(), b_.start());
    while (!to_do_.empty()) {
      const auto [in_a, in_b] = to_do_.back();
      to_do_.pop_back();
      if (in_a == a_.end() && in_b == b_.end()) return true;
      const PathPattern::State& a = state(a_, in_a);
      const PathPattern::State& b = state(b_, in_b);
      if ((a.bytes & b.bytes).any()) add(a.next, b.next);
    }
    return false;
  }

 private:
  static const PathPattern::State& state(const PathPattern& pattern, int number) {
    return pattern.states()[static_cast<std::size_t>(number)];
  }

  void add(int in_a, int in_b) {
    const std::vector<int> all_in_b = reached_from(b_, in_b);
    for (const int a : reached_from(a_, in_a)) {
      for (const int b : all_in_b) {
        const std::size_t pair = static_cast<std::size_t>(a) * b_.states().size() + static_cast<std::size_t>(b);
        if (seen_[pair]) continue;
        seen_[pair] = true;
        to_do_.emplace_back(a, b);
      }
    }
  }

  const PathPattern& a_;
  const PathPattern& b_;
  std::vector<bool> seen_;
  std::vector<std::pair<int, int>> to_do_;
};

}  // namespace

bool overlap(const PathPattern& a, const PathPattern& b) {
  return Search(a, b).finds();
}

}  // namespace aug
