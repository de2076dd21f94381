#pragma once

#include <array>
#include <string_view>

#include "core/text/words.h"

namespace aug {

/// Whose services a unit is among: those of the users' managers, or those of the system's.
enum class UnitScope { user, system };

/// Both.
inline constexpr auto unit_scopes =
    std::to_array<Word<UnitScope>>({{"user", UnitScope::user}, {"system", UnitScope::system}});

/// "user" or "system".
constexpr std::string_view name_of(UnitScope scope) {
  return word_for(unit_scopes, scope);
}

}  // namespace aug
