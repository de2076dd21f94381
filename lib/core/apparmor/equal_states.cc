#include "core/apparmor/equal_states.h"

#include <algorithm>
#include <utility>

namespace aug {
namespace {

/// A division of the numbers from 0 into groups, which gets finer: some members of a group are marked, and then part
/// from the others. Each group is a range of `members_`, the marked ones first.
class Division {
 public:
  explicit Division(std::size_t count) : members_(count), places_(count), groups_(count), ranges_{{0, count, 0}} {
    for (std::size_t each = 0; each < count; ++each) members_[each] = places_[each] = each;
  }

  std::size_t group_of(std::size_t member) const { return groups_[member]; }
  std::size_t size_of(std::size_t group) const { return ranges_[group].end - ranges_[group].begin; }
  std::size_t count() const { return ranges_.size(); }
  std::vector<std::size_t> members_of(std::size_t group) const {
    const auto at = [&](std::size_t place) { return members_.begin() + static_cast<std::ptrdiff_t>(place); };
    return {at(ranges_[group].begin), at(ranges_[group].end)};
  }

  void mark(std::size_t member) {
    Range& range = ranges_[groups_[member]];
    const std::size_t to = range.begin + range.marked;
    if (places_[member] < to) return;  // it is
    if (range.marked++ == 0) touched_.push_back(groups_[member]);
    std::swap(members_[to], members_[places_[member]]);
    places_[members_[places_[member]]] = places_[member];
    places_[member] = to;
  }

  /// The groups that were divided, with the new one of each.
  std::vector<std::pair<std::size_t, std::size_t>> part() {
    std::vector<std::pair<std::size_t, std::size_t>> parted;
    for (const std::size_t group : std::exchange(touched_, {})) {
      const std::size_t marked = std::exchange(ranges_[group].marked, 0);
      if (marked == size_of(group)) continue;
      const Range marked_ones{ranges_[group].begin, ranges_[group].begin + marked, 0};
      ranges_[group].begin += marked;
      for (std::size_t at = marked_ones.begin; at < marked_ones.end; ++at) groups_[members_[at]] = ranges_.size();
      parted.emplace_back(group, ranges_.size());
      ranges_.push_back(marked_ones);
    }
    return parted;
  }

 private:
  struct Range {
    std::size_t begin;
    std::size_t end;
    std::size_t marked;
  };

  std::vector<std::size_t> members_;
  std::vector<std::size_t> places_;  // of each number in members_
  std::vector<std::size_t> groups_;
  std::vector<Range> ranges_;
  std::vector<std::size_t> touched_;  // groups with a mark
};

/// For each column, and each state: those that lead to it.
std::vector<std::vector<std::vector<std::size_t>>> sources_of(const std::vector<int>& targets, std::size_t width,
                                                              std::size_t count) {
  std::vector<std::vector<std::vector<std::size_t>>> sources(width, std::vector<std::vector<std::size_t>>(count + 1));
  for (std::size_t state = 0; state < count; ++state) {
    for (std::size_t column = 0; column < width; ++column) {
      const int target = targets[state * width + column];
      if (target >= 0) sources[column][static_cast<std::size_t>(target)].push_back(state);
    }
  }
  return sources;
}

std::vector<int> numbers_of(const Division& division, std::size_t count) {
  std::vector<int> numbers(division.count(), -1);
  std::vector<int> found;
  int next = 0;
  for (std::size_t state = 0; state < count; ++state) {
    int& number = numbers[division.group_of(state)];
    if (number < 0) number = next++;
    found.push_back(number);
  }
  return found;
}

}  // namespace

/// By Hopcroft: each new division is made use of by its smaller part alone.
std::vector<int> equal_states(const std::vector<int>& targets, std::size_t width, const std::vector<bool>& accepting) {
  const std::size_t count = accepting.size();
  const auto sources = sources_of(targets, width, count);
  Division division(count);
  std::vector<std::size_t> waiting{0};
  std::vector<bool> is_waiting{true};
  const auto part = [&] {
    for (const auto& [group, added] : division.part()) {
      is_waiting.push_back(false);
      const std::size_t use = is_waiting[group] || division.size_of(added) <= division.size_of(group) ? added : group;
      if (is_waiting[use]) continue;
      is_waiting[use] = true;
      waiting.push_back(use);
    }
  };
  for (std::size_t state = 0; state < count; ++state) {
    if (accepting[state]) division.mark(state);
  }
  part();
  while (!waiting.empty()) {
    const std::size_t group = waiting.back();
    waiting.pop_back();
    is_waiting[group] = false;
    const std::vector<std::size_t> members = division.members_of(group);
    for (const auto& column : sources) {
      for (const std::size_t member : members) {
        for (const std::size_t source : column[member]) division.mark(source);
      }
      part();
    }
  }
  return numbers_of(division, count);
}

}  // namespace aug
