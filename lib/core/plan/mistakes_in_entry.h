#pragma once

#include <string>

#include "core/host/host_facts.h"
#include "core/plan/lints.h"
#include "core/policy/policy.h"

namespace aug {

// What speaks against a grant, beside the lints that the entry allows. It is asked when a policy is planned, and of
// what is granted ever after: what was root's may be somebody else's by now, or a copy of a shell.

/// Of the program at a path, or those that a pattern matches. `verdict` is the one on its lints.
Diagnoses mistakes_in_path(const BinaryEntry& entry, const BinaryPath& path, const PathFacts& facts,
                           const LintVerdict& verdict);

/// The lints of a helper, by what its entry allows; mistakes_in_helper() has their mistakes, too.
LintVerdict verdict_on_helper(const BinaryEntry& entry, const std::string& helper, const PathFacts& facts);

Diagnoses mistakes_in_helper(const BinaryEntry& entry, const std::string& helper, const PathFacts& facts);

}  // namespace aug
