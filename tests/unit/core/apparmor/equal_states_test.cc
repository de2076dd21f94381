#include "core/apparmor/equal_states.h"

#include <doctest/doctest.h>

#include <map>
#include <random>

using namespace aug;

namespace {

/// By what they accept, then by where they lead, until nothing changes (Moore): slow, and easy to see through.
std::vector<int> by_rounds(const std::vector<int>& targets, std::size_t width, const std::vector<bool>& accepting) {
  std::vector<int> groups(accepting.begin(), accepting.end());
  for (std::size_t before = 0;;) {
    std::map<std::vector<int>, int> divided;
    std::vector<int> finer;
    for (std::size_t state = 0; state < accepting.size(); ++state) {
      std::vector<int> key{groups[state]};
      for (std::size_t column = 0; column < width; ++column) {
        const int target = targets[state * width + column];
        key.push_back(target < 0 ? -1 : groups[static_cast<std::size_t>(target)]);
      }
      finer.push_back(divided.try_emplace(std::move(key), static_cast<int>(divided.size())).first->second);
    }
    groups = std::move(finer);
    if (divided.size() == before) return groups;
    before = divided.size();
  }
}

}  // namespace

TEST_CASE("equal states of random automata") {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    const std::size_t count = 1 + random() % 12;
    const std::size_t width = 1 + random() % 3;
    std::vector<int> targets;
    std::vector<bool> accepting;
    for (std::size_t cell = 0; cell < count * width; ++cell) {
      targets.push_back(static_cast<int>(random() % (count + 1)) - 1);
    }
    for (std::size_t state = 0; state < count; ++state) accepting.push_back(random() % 3 == 0);
    CHECK(equal_states(targets, width, accepting) == by_rounds(targets, width, accepting));
  }
}

TEST_CASE("a long chain of states has no equal ones") {
  std::vector<int> targets;
  std::vector<bool> accepting;
  for (int state = 0; state < 50'000; ++state) {
    targets.push_back(state + 1 < 50'000 ? state + 1 : -1);
    accepting.push_back(state + 1 == 50'000);
  }
  CHECK(equal_states(targets, 1, accepting).back() == 49'999);
}
