#pragma once

#include <optional>
#include <string>

#include "system/root.h"

namespace aug {

/// The folder that the caller named to write into, an absolute path, held open: what is made in it stays in it,
/// whatever becomes of the path. Root goes there over no link that others could have placed. nullopt where there is
/// none. Throws Failure(failed).
std::optional<Root> output_folder(const std::string& path);

/// The same, made with those above it where it is not there.
Root made_output_folder(const std::string& path);

}  // namespace aug
