#pragma once

#include <optional>
#include <string>

#include "system/root.h"

namespace aug {

/// The value that the kernel has now; nullopt where it has no such setting, or does not show it to us.
std::optional<std::string> sysctl_value(const Root& root, const std::string& name);

/// Throws Failure(failed) when the kernel refuses. Only for the running host.
void set_sysctl(const Root& root, const std::string& name, const std::string& value);

}  // namespace aug
