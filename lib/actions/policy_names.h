#pragma once

#include <string>
#include <vector>

#include "system/host.h"

namespace aug {

/// The names of the policies that are applied or known here: see known_policies.
std::vector<std::string> names_of_policies(const Host& host, const std::vector<AppliedPolicy>& applied);

/// What to do about a name that none of them has, which may be that of a program.
std::string hint_on_unknown(const std::string& name, const std::vector<std::string>& known,
                            const std::vector<PlannedBinary>& programs);

}  // namespace aug
