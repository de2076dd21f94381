#include <array>

#include "core/findings/finding.h"

namespace aug {

std::span<const Finding> findings_on_state() {
  static constexpr auto findings = std::to_array<Finding>({
      {"policy-not-applied", "a policy that is not applied",
       "the command works on what is applied, and no applied policy has this name",
       "by a misspelling, or it was removed before", "'aa-userns-gen list' says which are applied"},
      {"no-such-generation", "a generation that is not kept",
       "there is none of that number, or nothing was ever applied", "the last ten are kept",
       "'aa-userns-gen history' lists them"},
      {"state-unreadable", "what is applied cannot be read",
       "the files of this program's state are damaged, or of another version",
       "a bad disk, a partial restore, or a downgrade",
       "restore /var/lib/aa-userns-gen, or use the newer release again; else apply the policies anew"},
  });
  return findings;
}

}  // namespace aug
