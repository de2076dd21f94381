#include "core/apparmor/file_attributes.h"

#include <algorithm>
#include <cstddef>

#include "core/apparmor/path_pattern.h"
#include "core/apparmor/profile_escapes.h"
#include "core/text/ascii.h"

namespace aug {
namespace {

constexpr std::string_view blanks = " \t\r\n,";

/// Where a value ends: at a blank, but for those in quotes and parentheses.
std::size_t end_of_value(std::string_view text) {
  bool is_quoted = false;
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\\') {
      ++at;
    } else if (c == '"') {
      is_quoted = !is_quoted;
    } else if (!is_quoted && c == '(') {
      ++depth;
    } else if (!is_quoted && c == ')') {
      --depth;
    } else if (!is_quoted && depth == 0 && blanks.find(c) != std::string_view::npos) {
      return at;
    }
  }
  return text.size();
}

bool is_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return is_letter(c) || is_digit(c) || std::string_view("._-:@").find(c) != std::string_view::npos;
  });
}

/// Of what is one value; a list of them is not taken apart.
std::string pattern_of(std::string_view value) {
  if (value.starts_with('(')) return "";
  if (value.size() > 1 && value.starts_with('"')) value = value.substr(1, value.size() - 2);
  return unescaped(value);
}

}  // namespace

std::vector<AttributeCondition> conditions_in(std::string_view list) {
  std::vector<AttributeCondition> conditions;
  for (;;) {
    list.remove_prefix(std::min(list.find_first_not_of(blanks), list.size()));
    if (list.empty()) return conditions;
    const std::size_t sign = list.find('=');
    const std::string_view name = list.substr(0, sign);
    const std::string_view value = sign == std::string_view::npos ? "" : list.substr(sign + 1);
    const std::size_t end = end_of_value(value);
    // Blanks around the sign, comments, names without a value: the parser takes them, and what they ask for is not
    // known.
    if (!is_name(name) || end == 0) return std::vector<AttributeCondition>(1);
    conditions.push_back({std::string(name), pattern_of(value.substr(0, end))});
    list.remove_prefix(sign + 1 + end);
  }
}

bool may_meet(const FileAttributes& attributes, const std::vector<AttributeCondition>& conditions) {
  return std::ranges::all_of(conditions, [&](const AttributeCondition& condition) {
    if (condition.name.empty()) return true;
    const auto found = attributes.find(condition.name);
    if (found == attributes.end()) return false;
    if (found->second.find('\0') != std::string::npos) return true;  // which a wildcard takes, but none of a path does
    const auto pattern = PathPattern::of({&condition.value, 1});
    return condition.value.empty() || !pattern || pattern->matches(found->second);
  });
}

}  // namespace aug
