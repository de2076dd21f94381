#pragma once

#include <span>
#include <string_view>

#include "core/text/finding_id.h"

// The words by which `allow` of a policy overrules what speaks against a grant: the ids of these findings.

namespace aug::lint_id {

inline constexpr FindingId shell = "shell"_id;
inline constexpr FindingId interpreter = "interpreter"_id;
inline constexpr FindingId multiplexer = "multiplexer"_id;
inline constexpr FindingId user_writable = "user-writable"_id;
inline constexpr FindingId temporary_path = "temporary-path"_id;
inline constexpr FindingId gateway_for_bwrap = "gateway-for-bwrap"_id;
inline constexpr FindingId snap = "snap"_id;

}  // namespace aug::lint_id

namespace aug {

/// All of them.
std::span<const std::string_view> lint_ids();

}  // namespace aug
