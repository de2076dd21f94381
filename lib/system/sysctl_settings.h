#pragma once

#include <vector>

#include "core/doctor/doctor_facts.h"
#include "system/root.h"

namespace aug {

/// Whether files of ours count among those that set something.
enum class OurFiles { read, leave_out };

/// The settings that decide on user namespaces: their values, and which files set them. A file that cannot be read
/// counts as one that sets nothing.
std::vector<SysctlFacts> sysctl_settings(const Root& root, OurFiles ours = OurFiles::read);

}  // namespace aug
