#pragma once

#include <sys/types.h>

#include <optional>

#include "system/file_descriptor.h"
#include "system/file_writers.h"

namespace aug {

/// The user whose server answers for all that is on this device, whatever it says of owners; nullopt where that is
/// root, whom the caller trusts, or no server.
std::optional<uid_t> user_of_mount(dev_t device, const Trust& trust);

/// The number of the device that a file is on, as the kernel knows it: whoever serves a file system is not asked, and
/// could keep the answer back for ever.
std::optional<dev_t> device_of(const FileDescriptor& file);

}  // namespace aug
