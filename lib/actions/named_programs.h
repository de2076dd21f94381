#pragma once

#include <string>
#include <vector>

#include "system/root.h"

namespace aug {

/// The programs that these words of a command line mean: an absolute path, or a name without a slash, which is looked
/// up in the standard folders. Throws Failure: usage for any other path, failed for a name that no program has.
std::vector<std::string> named_programs(const Root& root, const std::vector<std::string>& words);

/// The program that is started in the end, where `path` is a script for nothing else. What a script of others starts is
/// theirs to choose.
std::string program_behind(const Root& root, const std::string& path);

}  // namespace aug
