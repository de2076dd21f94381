#include "core/text/spelling.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "core/text/ascii.h"

namespace aug {

namespace {

// Damerau and Levenshtein: how many letters to add, drop, change, or swap with their neighbour, to turn `a` into `b`.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> two_back(b.size() + 1);
  std::vector<std::size_t> back(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(two_back, back);
    std::swap(back, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({back[j] + 1, row[j - 1] + 1, back[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], two_back[j - 2] + 1);
    }
  }
  return row[b.size()];
}

}  // namespace

std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> candidates) {
  std::optional<std::string_view> best;
  std::size_t smallest = 0;
  for (const std::string_view candidate : candidates) {
    // One slip in three letters: short words are near to everything, and a far-fetched guess is worse than none.
    const std::size_t limit = std::max(word.size(), candidate.size()) / 3;
    const std::size_t apart = std::max(word.size(), candidate.size()) - std::min(word.size(), candidate.size());
    if (apart > limit) continue;
    // Case is the likeliest slip of all, and costs nothing here.
    const std::size_t steps = distance(small_letters(word), small_letters(candidate));
    if (steps > limit || (best && steps >= smallest)) continue;
    best = candidate;
    smallest = steps;
  }
  return best;
}

}  // namespace aug
