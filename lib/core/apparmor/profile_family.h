#pragma once

#include <functional>
#include <string>
#include <string_view>

// A profile that confines bubblewrap has relatives: one for what runs in the sandbox, and one for its helpers there.
// They are named after it as the distribution names its own.

namespace aug {

/// "unpriv_bwrap": the profile of what a sandbox runs.
std::string child_of(std::string_view profile);
/// "helper_bwrap": the profile of the helpers in it.
std::string helper_of(std::string_view profile);

/// Whether it is named as one of what a sandbox runs.
bool is_child(std::string_view profile);
/// "bwrap" of "unpriv_bwrap"; the profile itself where it is no child.
std::string without_child_prefix(std::string_view profile);

/// Whether `name` is the profile, its child or that of its helpers.
bool is_of_family(std::string_view name, std::string_view profile);

/// The first of `base`, base_2, base_3, ... that `is_taken` has not; for a bubblewrap, neither its relatives. The last
/// of them where there is no end.
std::string free_profile_name(const std::string& base, bool is_bubblewrap,
                              const std::function<bool(const std::string&)>& is_taken);

}  // namespace aug
