#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/host/host_facts.h"
#include "core/policy/policy.h"
#include "core/text/diagnosis.h"

namespace aug {

/// Something that speaks against a grant.
struct Lint {
  FindingId id;         ///< the word by which `allow` overrules it
  std::string message;  ///< the end of a sentence that begins with the program: "is a shell, ..."
  std::string hint;
};

/// The lints against granting namespaces to what is at `path`. Names are looked at as the policy has them and as
/// they lead to.
std::vector<Lint> lints_of(const BinaryEntry& entry, const BinaryPath& path, const PathFacts& facts);

/// The lints of a helper, which keeps its capabilities in a sandbox: those of a program, but for the ones about grants.
std::vector<Lint> lints_of_helper(std::string_view path, const PathFacts& facts);

/// The outcome of lints for an entry: overruled, or mistakes.
struct LintVerdict {
  std::string allowed;  ///< those that it overrules, and its reason: "shell, snap: a test"; "" for none
  Diagnoses mistakes;   ///< the others
};

/// Whether `allowed`, see LintVerdict, has the lint.
bool allows(std::string_view allowed, std::string_view id);

/// Whether a policy that allows this grants to what others than root can change.
bool allows_changes_by_others(std::string_view allowed);

LintVerdict judge(const std::vector<Lint>& lints, const BinaryEntry& entry, const Location& location,
                  const std::string& path);

}  // namespace aug
