#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "system/file_descriptor.h"

namespace aug {

/// The names in an open folder, sorted, without "." and "..". Throws Failure(failed), also when it has more than
/// `most`.
std::vector<std::string> names_of(FileDescriptor folder, const std::string& path,
                                  std::size_t most = std::numeric_limits<std::size_t>::max());

/// Removes the folder `name` of `parent` with all that is in it; follows no symlink. One that is not there is no error.
/// Throws Failure(failed).
void remove_tree(const FileDescriptor& parent, const std::string& name, const std::string& path);

}  // namespace aug
