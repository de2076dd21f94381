#include "core/apparmor/path_pattern.h"

#include <algorithm>
#include <cstddef>

namespace aug {
namespace {

constexpr std::size_t longest_beginning = 256;

}  // namespace

void PathPattern::reach(int state, std::vector<int>& reached, std::vector<bool>& is_reached) const {
  std::vector<int> open{state};
  while (!open.empty()) {
    const int current = open.back();
    open.pop_back();
    if (current < 0 || is_reached[static_cast<std::size_t>(current)]) continue;
    is_reached[static_cast<std::size_t>(current)] = true;
    const State& found = states_[static_cast<std::size_t>(current)];
    if (found.bytes.any() || current == end_) reached.push_back(current);
    if (found.bytes.any()) continue;
    open.push_back(found.next);
    open.push_back(found.other);
  }
}

std::string PathPattern::find_beginning() const {
  std::string beginning;
  std::vector<bool> is_reached(states_.size());
  std::vector<int> reached;
  reach(start_, reached, is_reached);
  while (!reached.empty() && beginning.size() < longest_beginning) {
    const Bytes& bytes = states_[static_cast<std::size_t>(reached.front())].bytes;
    const bool is_one = bytes.count() == 1 && std::ranges::all_of(reached, [&](int state) {
                          return state != end_ && states_[static_cast<std::size_t>(state)].bytes == bytes;
                        });
    if (!is_one) break;
    unsigned byte = 0;
    while (!bytes.test(byte)) ++byte;
    beginning += static_cast<char>(byte);
    std::vector<int> next;
    std::fill(is_reached.begin(), is_reached.end(), false);
    for (const int state : reached) reach(states_[static_cast<std::size_t>(state)].next, next, is_reached);
    reached = std::move(next);
  }
  return beginning;
}

bool PathPattern::matches(std::string_view path) const {
  if (!path.starts_with(beginning_)) return false;
  std::vector<bool> is_reached(states_.size());
  std::vector<int> reached;
  reach(start_, reached, is_reached);
  for (const char c : path) {
    std::vector<int> next;
    std::fill(is_reached.begin(), is_reached.end(), false);
    for (const int state : reached) {
      const State& found = states_[static_cast<std::size_t>(state)];
      if (found.bytes.test(static_cast<unsigned char>(c))) reach(found.next, next, is_reached);
    }
    reached = std::move(next);
    if (reached.empty()) return false;
  }
  return std::ranges::find(reached, end_) != reached.end();
}

bool is_literal_pattern(std::string_view pattern) {
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '\\') {
      ++at;
    } else if (std::string_view("*?[{").find(pattern[at]) != std::string_view::npos) {
      return false;
    }
  }
  return true;
}

}  // namespace aug
