#pragma once

#include <vector>

#include "core/policy/mistakes.h"
#include "core/policy/policy.h"
#include "core/policy/yaml_document.h"

namespace aug {

/// Reads `units` of a policy: services, and the directives in them that are to be switched off. Only those are taken
/// for which a user's manager makes a user namespace, and only the value that ends that.
std::vector<UnitSetting> read_unit_settings(const YamlValue& list, Mistakes& mistakes);

}  // namespace aug
