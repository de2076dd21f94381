#include <array>

#include "core/findings/finding.h"

namespace aug {

std::span<const Finding> checks_of_profiles() {
  static constexpr auto findings = std::to_array<Finding>({
      {"bad-profile", "a file that cannot be compiled", "apparmor.service fails for it, and what it has is not loaded",
       "a mistake in it or in what it includes, a tunable that is gone, or syntax of a newer AppArmor",
       "mend it, or disable it; the remedy has the command"},
      {"broken-link", "a link in /etc/apparmor.d that leads to nothing", "apparmor.service fails for it",
       "the file that it led to was removed", "remove the link"},
      {"duplicate-profile", "two files bring one profile", "which of them counts depends on their order",
       "a copy was left, as a backup or by a tool", "remove one of them"},
      {"disable-links", "links that switch profiles off", "an administrator's choice, and no mistake by itself",
       "aa-disable made them", "nothing, if they are meant"},
      {"force-complain-links", "links that force profiles to complain",
       "an administrator's choice, and no mistake by itself", "made by hand, or by a guide",
       "nothing, if they are meant"},
      {"profile-files", "the files of /etc/apparmor.d are in order",
       "each can be compiled, and no profile is there twice", "as it should be", "nothing"},
  });
  return findings;
}

}  // namespace aug
