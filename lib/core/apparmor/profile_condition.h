#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/apparmor/profile_lexer.h"
#include "core/apparmor/tunables.h"

namespace aug {

/// The value of the condition of an `if`: "not defined @{X}", "$a and ($b or $c)", and of AppArmor 5 "x in @{X}",
/// "@{X} == x" and "!=". Nullopt where it compares values in another way, or is no condition.
std::optional<bool> condition_value(const std::vector<ProfileToken>& condition, Tunables& tunables);

}  // namespace aug
