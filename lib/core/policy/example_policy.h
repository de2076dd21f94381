#pragma once

#include <string>
#include <string_view>

#include "core/policy/policy.h"

namespace aug {

/// The path that stands for a program of the reader's own, in a policy that is there to be copied.
inline constexpr std::string_view example_path = "/opt/Example App/example-app";

/// What there is to say of each path in the policy that is such a placeholder; nothing of a policy that is no example.
Diagnoses placeholders_in(const Policy& policy);

/// A policy of that name to be edited, with a comment on what an editor has to decide.
std::string example_policy(std::string_view name);

}  // namespace aug
