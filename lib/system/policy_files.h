#pragma once

#include <string>
#include <vector>

#include "core/policy/policy.h"
#include "system/root.h"

namespace aug {

/// The policy that `argument` names: "-" for standard input, a file, or a name or relative path that is looked up in
/// /etc/aa-userns-gen/policies of the root, then among the installed and the built-in policies.
/// Throws Failure(invalid_policy) when there is none or it cannot be read.
PolicyText find_policy(const Root& root, const std::string& argument);

/// Every policy in /etc/aa-userns-gen/policies of the root, by name. Throws Failure(invalid_policy).
std::vector<PolicyText> own_policies(const Root& root);

}  // namespace aug
