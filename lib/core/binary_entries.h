#pragma once

#include <vector>

#include "core/mistakes.h"
#include "core/policy.h"
#include "core/yaml_document.h"

namespace aug {

/// Reads `binaries` of a policy.
std::vector<BinaryEntry> read_binary_entries(const YamlValue& list, Mistakes& mistakes);

}  // namespace aug
