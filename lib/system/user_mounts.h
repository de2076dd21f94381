#pragma once

#include <sys/types.h>

#include <optional>

#include "system/file_writers.h"

namespace aug {

/// The user whose server answers for all that is on this device, whatever it says of owners; nullopt where that is
/// root, whom the caller trusts, or no server.
std::optional<uid_t> user_of_mount(dev_t device, const Trust& trust);

}  // namespace aug
