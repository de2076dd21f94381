#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/policy/policy.h"
#include "system/root.h"

namespace aug {

/// The policy in a file of that name: in /etc/aa-userns-gen/policies of the root, else among the installed, else among
/// the built-in ones; nullopt where none of them has it. Throws Failure(failed).
std::optional<PolicyText> policy_in_folders(const Root& root, const std::string& file_name);

/// The names by which find_policy finds policies in these folders, sorted. Throws Failure(failed).
std::vector<std::string> policy_names(const Root& root);

/// Every policy in /etc/aa-userns-gen/policies of the root, by name. Throws Failure(failed).
std::vector<PolicyText> policies_of_administrator(const Root& root);

}  // namespace aug
