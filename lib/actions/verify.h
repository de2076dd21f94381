#pragma once

#include <string>
#include <vector>

#include "actions/status.h"

namespace aug {

/// As status, and each binary is tried as actions/try_programs.h says. Throws Failure as status does, and unsupported
/// where nothing can be seen.
StatusReport verify(const Host& host, const std::vector<std::string>& names);

}  // namespace aug
