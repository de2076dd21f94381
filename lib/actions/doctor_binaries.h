#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/doctor/doctor_facts.h"
#include "system/host.h"

namespace aug {

/// The programs that are asked about; for none, those of the applied policies, and bubblewrap where it is installed.
std::vector<BinaryFacts> look_at_binaries(const Host& host, const std::vector<std::string>& asked,
                                          const Generation& current);

/// The same, with the label that the kernel gives to each program, and what a plain user can do under it; that is
/// `baseline` on a kernel without AppArmor.
std::vector<BinaryFacts> tried(const Host& host, std::vector<BinaryFacts> binaries,
                               const std::optional<NamespaceUse>& baseline);

}  // namespace aug
