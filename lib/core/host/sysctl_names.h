#pragma once

#include <array>
#include <string_view>

// The kernel settings that decide on user namespaces.

namespace aug::sysctl_name {

inline constexpr std::string_view restriction = "kernel.apparmor_restrict_unprivileged_userns";
inline constexpr std::string_view restriction_complains = "kernel.apparmor_restrict_unprivileged_userns_complain";
inline constexpr std::string_view restriction_forced = "kernel.apparmor_restrict_unprivileged_userns_force";
inline constexpr std::string_view unconfined_restriction = "kernel.apparmor_restrict_unprivileged_unconfined";
inline constexpr std::string_view unprivileged_clone = "kernel.unprivileged_userns_clone";
inline constexpr std::string_view namespace_limit = "user.max_user_namespaces";

/// Those that a policy may set.
inline constexpr std::array<std::string_view, 4> settable = {restriction, unconfined_restriction, unprivileged_clone,
                                                             namespace_limit};

/// The begin of all restrictions of Ubuntu's.
inline constexpr std::string_view restriction_prefix = "kernel.apparmor_restrict_";

}  // namespace aug::sysctl_name
