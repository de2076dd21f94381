#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace aug {

/// The candidate that `word` was most likely meant to be, if one is near enough to ask "did you mean".
std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace aug
