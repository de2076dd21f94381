#pragma once

#include <string>

#include "core/policy/policy.h"
#include "system/host.h"

namespace aug {

/// The policy that `name` names, as find_policy does; else the one that is called so in /etc/aa-userns-gen/policies or
/// among the installed ones; else the one that is applied. Throws Failure(invalid_policy) when there is none or it
/// cannot be read.
PolicyText show(const Host& host, const std::string& name);

}  // namespace aug
