#pragma once

#include <string>

#include "actions/trial_plan.h"
#include "core/change/generation.h"
#include "core/log/suggestion.h"
#include "system/host.h"

namespace aug {

/// With names that are free on this host, and what can be applied on it when `gone` has gone.
Suggestion fitted(const Host& host, const Generation& current, Suggestion suggestion, const Gone& gone = {});

/// The policy in `generation` that names the program; "" for none.
std::string policy_that_grants(const Generation& generation, const std::string& path);

}  // namespace aug
