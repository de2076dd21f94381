#pragma once

#include <string_view>

#include "system/file_descriptor.h"

namespace aug {

/// A file in memory with this content, read from its beginning, that nobody can change (memfd_create(2), sealed).
/// It has no name to clean up; a child that keeps it can open it as /proc/self/fd/NUMBER. Throws Failure(failed).
FileDescriptor memory_file(std::string_view content);

}  // namespace aug
