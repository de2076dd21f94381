#include "core/text/text_diff.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/text/format.h"

namespace aug {
namespace {

constexpr std::size_t context = 3;
// Of both texts together. The table of script() has up to a quarter of the square of the lines.
constexpr std::ptrdiff_t most_lines = 10'000;
constexpr std::size_t most_bytes = 1U << 20U;

struct Line {
  char sign;  // ' ', '-' or '+'
  std::string_view text;
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

/// The shortest script of kept, removed and added lines, from the table of longest common subsequences.
std::vector<Line> script(const std::vector<std::string_view>& before, const std::vector<std::string_view>& after) {
  using Length = std::uint16_t;
  static_assert(most_lines <= std::numeric_limits<Length>::max());
  std::vector<std::vector<Length>> common(before.size() + 1, std::vector<Length>(after.size() + 1));
  for (std::size_t i = before.size(); i-- > 0;) {
    for (std::size_t j = after.size(); j-- > 0;) {
      common[i][j] = before[i] == after[j] ? static_cast<Length>(common[i + 1][j + 1] + 1)
                                           : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::vector<Line> lines;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() || j < after.size()) {
    if (i < before.size() && j < after.size() && before[i] == after[j]) {
      lines.push_back({' ', before[i++]});
      ++j;
    } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
      lines.push_back({'-', before[i++]});
    } else {
      lines.push_back({'+', after[j++]});
    }
  }
  return lines;
}

/// The end of the hunk that begins at `begin`: where more than two contexts of kept lines follow, or the texts end.
std::size_t end_of_hunk(const std::vector<Line>& lines, std::size_t begin) {
  std::size_t last_change = begin;
  for (std::size_t i = begin; i < lines.size() && i <= last_change + 2 * context + 1; ++i) {
    if (lines[i].sign != ' ') last_change = i;
  }
  return std::min(last_change + context + 1, lines.size());
}

/// Lines of a text, `before` them others: the number of the first, and how many unless it is one.
std::string range(std::size_t before, std::size_t count) {
  if (count == 1) return aug::format("{}", before + 1);
  return aug::format("{},{}", before + (count > 0 ? 1 : 0), count);
}

bool is_too_much(std::string_view before, std::string_view after) {
  return before.size() + after.size() > most_bytes ||
         std::ranges::count(before, '\n') + std::ranges::count(after, '\n') > most_lines;
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after) {
  if (before == after) return "";
  if (is_too_much(before, after)) return "The two texts differ, and are too large to show how.\n";
  const std::vector<Line> lines = script(lines_of(before), lines_of(after));
  std::string diff;
  std::size_t old_line = 0;  // of both texts, those before lines[i]
  std::size_t new_line = 0;
  std::size_t i = 0;
  while (i < lines.size()) {
    const bool change_is_near =
        std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(i),
                    lines.begin() + static_cast<std::ptrdiff_t>(std::min(i + context + 1, lines.size())),
                    [](const Line& line) { return line.sign != ' '; });
    if (!change_is_near) {
      ++i, ++old_line, ++new_line;
      continue;
    }
    const std::size_t end = end_of_hunk(lines, i);
    const auto count = [&](char sign) {
      return static_cast<std::size_t>(std::count_if(lines.begin() + static_cast<std::ptrdiff_t>(i),
                                                    lines.begin() + static_cast<std::ptrdiff_t>(end),
                                                    [&](const Line& line) { return line.sign != sign; }));
    };
    const std::size_t old_count = count('+');
    const std::size_t new_count = count('-');
    diff += aug::format("@@ -{} +{} @@\n", range(old_line, old_count), range(new_line, new_count));
    for (; i < end; ++i) {
      diff += lines[i].sign;
      diff += lines[i].text;
      if (lines[i].text.back() != '\n') diff += "\n\\ No newline at end of file\n";
    }
    old_line += old_count;
    new_line += new_count;
  }
  return diff;
}

}  // namespace aug
