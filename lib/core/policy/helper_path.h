#pragma once

#include <string_view>

namespace aug {

/// Whether a helper of a policy is an AppArmor pattern, as a path with `glob: true` is: it has a wildcard.
inline bool is_helper_pattern(std::string_view helper) {
  return helper.find_first_of("*?") != std::string_view::npos;
}

}  // namespace aug
