#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/apparmor/profile_lexer.h"
#include "core/apparmor/tunables.h"

namespace aug {

/// The value of the condition of an `if`: "not defined @{X}", "$a and ($b or $c)". Nullopt where it compares values,
/// or is no condition.
std::optional<bool> condition_value(const std::vector<ProfileToken>& condition, const Tunables& tunables);

}  // namespace aug
