#pragma once

#include <optional>
#include <vector>

#include "core/apparmor/local_block.h"
#include "core/host/host_facts.h"
#include "core/plan/claims.h"
#include "core/plan/plan.h"

namespace aug {

/// What helpers can be added to, without any so far: the profile that claims a program and grants it namespaces, with
/// one of its file for what a sandbox runs, each with a file of the folder local that it includes. Nullopt where there
/// is no such thing.
std::optional<Extension> extension_of(const Claim& claim, const HostFacts& facts);

/// The profile of the helpers of a binary, be that served by one of ours or of somebody else.
std::string helper_profile_of(const PlannedBinary& binary);

/// Adds the helpers to the extension of the same file, or as a new one.
void add_helpers(std::vector<Extension>& extensions, const Extension& more);

/// The blocks of rules that come of them, sorted by path. Throws Failure(invalid_policy) for a path that no rule can
/// have.
std::vector<LocalBlock> blocks_of(const std::vector<Extension>& extensions);

}  // namespace aug
