#pragma once

#include <string>

#include "system/root.h"

namespace aug {

/// The package that the path belongs to, by dpkg's database in the root, also where the file is not there; "" for none,
/// and on a system without dpkg. Of a path that packages divert, the first that has it. Throws Failure(failed).
std::string package_that_owns(const Root& root, const std::string& path);

}  // namespace aug
