#pragma once

#include <string>
#include <string_view>

namespace aug {

/// Why this cannot be the name of a policy: "must begin with a small letter or digit"; "" where it can.
std::string flaw_in_policy_name(std::string_view name);

}  // namespace aug
