#pragma once

#include <optional>
#include <set>
#include <string>

#include "system/root.h"

namespace aug {

struct OwnedPath {
  std::string path;
  std::string package;
};

/// One of these paths that belongs to a package, by dpkg's database in the root, also where the file is not there;
/// nullopt for none, and on a system without dpkg. Of a path that packages divert, the first that has it. Reads the
/// lists of all packages once. Throws Failure(failed).
std::optional<OwnedPath> path_of_package(const Root& root, const std::set<std::string>& paths);

}  // namespace aug
