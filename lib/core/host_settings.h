#pragma once

#include <vector>

#include "core/mistakes.h"
#include "core/policy.h"
#include "core/yaml_document.h"

namespace aug {

/// Reads `sysctls` of a policy.
std::vector<SysctlSetting> read_sysctl_settings(const YamlValue& list, Mistakes& mistakes);

}  // namespace aug
