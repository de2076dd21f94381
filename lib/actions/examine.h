#pragma once

#include <vector>

#include "actions/depth.h"
#include "core/change/generation.h"
#include "core/status/examined_binary.h"
#include "system/host.h"

namespace aug {

/// The binaries of a generation as they stand on the host now.
std::vector<ExaminedBinary> examine(const Host& host, const Generation& generation, Depth depth,
                                    Lints lints = Lints::ask_anew, const Chosen& is_chosen = choose_all);

}  // namespace aug
