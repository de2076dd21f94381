#include "core/apparmor/path_automaton.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/apparmor/equal_states.h"

namespace aug {
namespace {

constexpr std::size_t most_states = 4000;
constexpr std::size_t most_cells = 400'000;  // states times classes of bytes

}  // namespace

std::optional<PathAutomaton> PathAutomaton::of(const PathPattern& pattern) {
  PathAutomaton automaton;
  automaton.divide_bytes(pattern);
  if (!automaton.add_states(pattern)) return std::nullopt;
  automaton.merge_equal_states();
  return automaton;
}

/// Classes are in the order of their first bytes.
void PathAutomaton::divide_bytes(const PathPattern& pattern) {
  for (const PathPattern::State& state : pattern.states()) {
    if (state.bytes.none()) continue;
    std::map<std::pair<std::size_t, bool>, std::size_t> divided;
    for (std::size_t byte = 0; byte < classes_.size(); ++byte) {
      const auto key = std::pair(classes_[byte], state.bytes.test(byte));
      classes_[byte] = divided.try_emplace(key, divided.size()).first->second;
    }
  }
  for (std::size_t byte = 0; byte < classes_.size(); ++byte) {
    if (classes_[byte] == examples_.size()) examples_.push_back(static_cast<unsigned char>(byte));
  }
  width_ = examples_.size();
}

/// Breadth first, a state for each set of the pattern's states. False when there are too many.
bool PathAutomaton::add_states(const PathPattern& pattern) {
  std::map<std::vector<int>, int> numbers;
  std::vector<std::vector<int>> sets;
  const auto number_of = [&](std::vector<int> set) {
    if (set.empty()) return dead;
    std::ranges::sort(set);
    const auto [found, is_new] = numbers.try_emplace(set, static_cast<int>(sets.size()));
    if (is_new) sets.push_back(std::move(set));
    return found->second;
  };
  std::vector<bool> is_reached(pattern.states().size());
  std::vector<int> set;
  pattern.reach(pattern.start(), set, is_reached);
  number_of(std::move(set));
  for (std::size_t state = 0; state < sets.size(); ++state) {
    if (sets.size() > most_states || sets.size() * width_ > most_cells) return false;
    const std::vector<int> from = sets[state];
    accepting_.push_back(std::ranges::binary_search(from, pattern.end()));
    for (const unsigned char byte : examples_) {
      std::fill(is_reached.begin(), is_reached.end(), false);
      std::vector<int> to;
      for (const int inner : from) {
        const PathPattern::State& found = pattern.states()[static_cast<std::size_t>(inner)];
        if (found.bytes.test(byte)) pattern.reach(found.next, to, is_reached);
      }
      targets_.push_back(number_of(std::move(to)));
    }
  }
  return !sets.empty();
}

/// Each group goes by its first state.
void PathAutomaton::merge_equal_states() {
  const std::size_t count = accepting_.size();
  const std::vector<int> groups = equal_states(targets_, width_, accepting_);
  PathAutomaton merged = *this;
  merged.targets_.clear();
  merged.accepting_.clear();
  for (std::size_t state = 0; state < count; ++state) {
    // Groups are numbered in the order of their first states.
    if (static_cast<std::size_t>(groups[state]) != merged.accepting_.size()) continue;
    merged.accepting_.push_back(accepting_[state]);
    for (std::size_t c = 0; c < width_; ++c) {
      const int target = targets_[state * width_ + c];
      merged.targets_.push_back(target == dead ? dead : groups[static_cast<std::size_t>(target)]);
    }
  }
  *this = std::move(merged);
}

}  // namespace aug
