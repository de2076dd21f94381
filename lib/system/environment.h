#pragma once

#include <optional>
#include <string>

#include "core/doctor/doctor_facts.h"
#include "system/root.h"

namespace aug {

/// Where this process runs. `apparmorfs` is that of the kernel, or "". What cannot be seen without root is left out.
EnvironmentFacts environment_of(const std::string& apparmorfs);

/// The bubblewrap at `path`, of the host with its version; nullopt where it is not installed.
std::optional<BwrapFacts> installed_bwrap(const Root& root, const std::string& path);

}  // namespace aug
