#pragma once

#include <vector>

#include "core/policy/mistakes.h"
#include "core/policy/policy.h"
#include "core/policy/yaml_document.h"

namespace aug {

/// Reads `binaries` of a policy.
std::vector<BinaryEntry> read_binary_entries(const YamlValue& list, Mistakes& mistakes);

}  // namespace aug
