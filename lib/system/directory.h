#pragma once

#include <string>
#include <vector>

#include "system/file_descriptor.h"

namespace aug {

/// The names in an open folder, sorted, without "." and "..". Throws Failure(failed).
std::vector<std::string> names_of(FileDescriptor folder, const std::string& path);

/// Removes the folder `name` of `parent` with all that is in it; follows no symlink. One that is not there is no error.
/// Throws Failure(failed).
void remove_tree(const FileDescriptor& parent, const std::string& name, const std::string& path);

}  // namespace aug
