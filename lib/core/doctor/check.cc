#include "core/doctor/check.h"

#include <algorithm>
#include <array>

#include "core/text/ascii.h"
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

void append(Checks& checks, Checks more) {
  for (Check& check : more) checks.push_back(std::move(check));
}

std::string shell_word(std::string_view text) {
  const auto is_plain = [](char c) {
    return is_letter(c) || is_digit(c) || std::string_view("_./:@=+-,").find(c) != std::string_view::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

std::string lines(const std::vector<std::string>& each) {
  std::string text;
  for (const std::string& line : each) {
    if (line.empty()) continue;
    if (!text.empty()) text += '\n';
    text += line;
  }
  return text;
}

}  // namespace aug
