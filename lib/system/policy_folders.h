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

/// Writes a policy of that name into /etc/aa-userns-gen/policies of the root, which is made where it is missing;
/// returns the file. Throws Failure(failed) where there is one, or where others than root, or the caller without root,
/// can change that folder.
std::string place_new_policy(const Root& root, const std::string& name, const std::string& text);

}  // namespace aug
