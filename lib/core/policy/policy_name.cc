#include "core/policy/policy_name.h"

#include <algorithm>

#include "core/text/ascii.h"
#include "core/text/format.h"

namespace aug {
namespace {

constexpr std::size_t longest_name = 64;

}  // namespace

std::string flaw_in_policy_name(std::string_view name) {
  const auto small_or_digit = [](char c) { return is_small_letter(c) || is_digit(c); };
  const auto allowed = [&](char c) { return small_or_digit(c) || c == '-'; };
  if (name.empty()) return "must not be empty";
  if (!std::ranges::all_of(name, allowed)) return "must have only small letters, digits and '-'";
  if (!small_or_digit(name.front())) return "must begin with a small letter or digit";
  return name.size() > longest_name ? aug::format("must have at most {} characters", longest_name) : "";
}

}  // namespace aug
