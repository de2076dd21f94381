#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/change/generation.h"

namespace aug {

/// The generation without these policies, and all else in it as it is. Nullopt where that cannot be told without
/// planning afresh: a profile would lose one of several paths, or files of others are taken over.
std::optional<Generation> without_policies(const Generation& generation, const std::vector<std::string>& names);

/// Both in one. Nullopt where they cannot be told apart any more: they share a profile, or different parsers compiled
/// them.
std::optional<Generation> joined(const Generation& a, const Generation& b);

}  // namespace aug
