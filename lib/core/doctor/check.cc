#include "core/doctor/check.h"

#include <algorithm>
#include <array>

#include "core/text/words.h"

namespace aug {
namespace {

using Level = Check::Level;

constexpr auto levels = std::to_array<Word<Level>>(
    {{"ok", Level::ok}, {"info", Level::info}, {"warn", Level::warn}, {"fail", Level::fail}});

}  // namespace

std::string_view name_of(Check::Level level) {
  return word_for(levels, level);
}

Checks worst_first(Checks checks) {
  std::stable_sort(checks.begin(), checks.end(), [](const Check& a, const Check& b) { return a.level > b.level; });
  return checks;
}

bool is_healthy(const Checks& checks) {
  return std::all_of(checks.begin(), checks.end(), [](const Check& check) { return check.level < Check::Level::warn; });
}

}  // namespace aug
