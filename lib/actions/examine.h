#pragma once

#include <vector>

#include "core/change/generation.h"
#include "core/status/examined_binary.h"
#include "system/host.h"

namespace aug {

enum class Depth {
  look,   ///< read files and the kernel, and ask it which profile an exec gets
  prove,  ///< also try what the profile is for, as an unprivileged user
};

/// The binaries of a generation as they stand on the host now.
std::vector<ExaminedBinary> examine(const Host& host, const Generation& generation, Depth depth);

}  // namespace aug
