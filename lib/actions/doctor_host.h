#pragma once

#include <optional>
#include <set>
#include <string>

#include "core/doctor/doctor_facts.h"
#include "system/host.h"

// Doctor's look at the host itself, one function for each part of the facts. Each adds to `gaps` what it could not find
// out.

namespace aug {

KernelFacts look_at_kernel(const Host& host, Gaps& gaps);

/// The settings, and which policy of `current` sets them.
std::vector<SysctlFacts> look_at_sysctls(const Host& host, const Generation& current);

ParserFacts look_at_parser(const Host& host);

/// The files of profiles; of those in folders below, the profiles `loaded`. Whether files can be compiled is asked a
/// parser without a flaw only: one that does not know the rules would refuse good files.
ProfilesFacts look_at_profiles(const Host& host, const ParserFacts& parser, std::set<std::string> loaded, Gaps& gaps);

/// How far a plain user gets without a profile; nullopt where that could not be tried.
std::optional<NamespaceUse> try_baseline(Gaps& gaps);

}  // namespace aug
