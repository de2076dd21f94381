#pragma once

#include <span>
#include <string_view>

// The words by which `allow` of a policy overrules what speaks against a grant.

namespace aug::lint_id {

inline constexpr std::string_view shell = "shell";
inline constexpr std::string_view interpreter = "interpreter";
inline constexpr std::string_view multiplexer = "multiplexer";
inline constexpr std::string_view user_writable = "user-writable";
inline constexpr std::string_view temporary_path = "temporary-path";
inline constexpr std::string_view gateway_for_bwrap = "gateway-for-bwrap";
inline constexpr std::string_view snap = "snap";

}  // namespace aug::lint_id

namespace aug {

/// All of them.
std::span<const std::string_view> lint_ids();

}  // namespace aug
