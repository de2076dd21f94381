#pragma once

#include <string>
#include <vector>

#include "core/apparmor/attachment.h"
#include "core/host/host_facts.h"
#include "core/policy/policy.h"
#include "core/text/diagnosis.h"

namespace aug {

/// The claim of others' profiles on a program.
struct Claim {
  enum class Kind {
    none,         ///< none attaches to it
    granted,      ///< one does, and lets it create user namespaces
    refused,      ///< one does, and does not
    complaining,  ///< one does, in complain mode: the namespace is made, and some of what it is for is refused
    tied,         ///< several do, and the kernel takes none
  };

  Kind kind = Kind::none;
  std::vector<const OtherProfile*> by;  ///< those that claim it; empty where only the kernel knows the profile
  std::string profile;                  ///< the name of the one that is taken, or of the first of a tie
};

/// Whether it is in complain mode, by its flags or a link: what lacks a rule is allowed and logged, but for what the
/// kernel cannot name, such as a path in a detached tree, and what it starts has no profile that could grant anything.
bool complains(const OtherProfile& other);

/// Whether a program that runs under the profile may create user namespaces. One whose rules are of an abi before 4.0
/// says nothing about that, and the kernel lets it (seen on Ubuntu's kernel, unless
/// kernel.apparmor_restrict_unprivileged_userns_force is set).
bool grants_userns(const OtherProfile& other);

/// The claims of a host's profiles. The facts must outlive them.
class Claims {
 public:
  explicit Claims(const HostFacts& facts);

  /// The claim on a program at `path`: by files first, then by what only the kernel has. `ours` is the name of the
  /// profile that we would load: one of that name in the kernel would be replaced.
  Claim on(const std::string& path, const std::string& ours) const;

 private:
  const HostFacts& facts_;
  std::vector<Candidate> candidates_;  ///< their patterns, compiled once
};

/// Who is left to serve a program that somebody claims.
enum class Settlement {
  ours,      ///< the claim does not keep ours from working
  theirs,    ///< it is served already
  conflict,  ///< one of the two has to go
};

/// `path` is the entry's: the program itself, or a pattern that matches it.
Settlement settle(const Claim& claim, const BinaryEntry& entry, const std::string& path, const std::string& program);

/// A conflict, as a mistake in the policy: who claims the program, why that cannot be, and the way out of it.
/// `tree` is that of HostFacts.
Diagnosis conflict_with(const Claim& claim, const BinaryEntry& entry, const Location& location,
                        const std::string& program, const std::string& tree = {});

/// "the profile 'x' (/etc/apparmor.d/x:3)", for each.
std::string described(const Claim& claim);

}  // namespace aug
