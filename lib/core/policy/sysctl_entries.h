#pragma once

#include <vector>

#include "core/policy/mistakes.h"
#include "core/policy/policy.h"
#include "core/policy/yaml_document.h"

namespace aug {

/// Reads `sysctls` of a policy.
std::vector<SysctlSetting> read_sysctl_settings(const YamlValue& list, Mistakes& mistakes);

}  // namespace aug
