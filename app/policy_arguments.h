#pragma once

#include <vector>

#include "app/command.h"
#include "core/text/failure.h"
#include "system/policy_files.h"

namespace aug::app {

/// The failure of a command that no policy is named to, with what can be.
Failure no_policy_named(const std::string& hint);

/// The policies that the arguments name. Throws Failure(usage) when there are none, and Failure(invalid_policy) with
/// all that cannot be found.
std::vector<PolicyText> policies_named(const Host& host, const Invocation& invocation);

/// --all, of the commands that take the administrator's policies without naming them.
void add_all_option(po::options_description& options);

/// The policies that the arguments name, or those of the administrator with --all. Throws Failure.
std::vector<PolicyText> policies_named_or_all(const Host& host, const Invocation& invocation);

}  // namespace aug::app
