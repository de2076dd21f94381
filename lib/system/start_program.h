#pragma once

#include <sys/types.h>

#include <array>
#include <span>
#include <string>
#include <vector>

#include "system/child_setup.h"

namespace aug {

/// Starts the program of argv[0], an absolute path, as a ChildSetup has it, and comes back when it runs. Throws
/// Failure(failed).
pid_t start_program(const std::vector<std::string>& argv, std::array<int, 3> streams, std::span<const int> keep = {},
                    uid_t uid = ourselves, const ChildLimits& limits = {});

}  // namespace aug
