#pragma once

#include <string>

#include "core/text/format.h"

namespace aug {

/// What is to be done in the tree of an image at `folder`, for who reads it: run here, it would be done to the host.
inline std::string told_of_tree(const std::string& folder, const std::string& command) {
  return aug::format("in {}, not on this host: {}", folder, command);
}

}  // namespace aug
