#pragma once

#include <string>
#include <vector>

#include "core/doctor/doctor_facts.h"
#include "system/host.h"

namespace aug {

/// The programs that are asked about; for none, those of the applied policies, and bubblewrap where it is installed.
std::vector<BinaryFacts> binaries_to_check(const Host& host, const std::vector<std::string>& asked,
                                           const Generation& current);

/// The helpers that the applied policies name.
std::vector<std::string> helpers_of(const Generation& current);

/// Asks the kernel for the label of each program, and what a plain user can do under it.
void try_binaries(const Host& host, DoctorFacts& facts);

}  // namespace aug
