#pragma once

#include <map>
#include <string>
#include <utility>

#include "core/change/generation.h"
#include "system/host.h"

namespace aug {

/// By policy and path.
using Objections = std::map<std::pair<std::string, std::string>, std::string>;

/// What speaks by now against what was granted when a policy was applied: a program or a helper that others than root
/// can change, or that is a copy of a shell, or whose text runs its arguments. The first of each; what `allow`
/// overrules is none. Throws Failure(failed).
Objections standing_objections(const Host& host, const Generation& generation);

}  // namespace aug
