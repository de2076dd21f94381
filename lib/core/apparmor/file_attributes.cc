#include "core/apparmor/file_attributes.h"

#include <algorithm>
#include <cstddef>

#include "core/apparmor/path_pattern.h"
#include "core/apparmor/profile_escapes.h"

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
    const std::size_t sign = list.find('=');
    if (sign == std::string_view::npos) {
      // Without a value, whatever else it may mean.
      if (!list.empty()) conditions.push_back({std::string(list.substr(0, list.find_first_of(blanks))), ""});
      return conditions;
    }
    const std::string_view value = list.substr(sign + 1);
    const std::size_t end = end_of_value(value);
    conditions.push_back({std::string(list.substr(0, sign)), pattern_of(value.substr(0, end))});
    list.remove_prefix(sign + 1 + end);
  }
}

bool may_meet(const FileAttributes& attributes, const std::vector<AttributeCondition>& conditions) {
  return std::ranges::all_of(conditions, [&](const AttributeCondition& condition) {
    const auto found = attributes.find(condition.name);
    if (found == attributes.end()) return false;
    const auto pattern = PathPattern::of({&condition.value, 1});
    return condition.value.empty() || !pattern || pattern->matches(found->second);
  });
}

}  // namespace aug
