#include <array>

#include "core/findings/finding.h"

namespace aug {

std::span<const Finding> checks_of_settings() {
  static constexpr auto findings = std::to_array<Finding>({
      {"sysctl-restriction", "kernel.apparmor_restrict_unprivileged_userns",
       "1: only programs with a profile that grants it use user namespaces. 0: all may, and the host is less protected",
       "Ubuntu sets it to 1; a file in /etc/sysctl.d or a vendor's installer sets it to 0",
       "set it back to 1, and grant to the programs that need it"},
      {"sysctl-complain", "kernel.apparmor_restrict_unprivileged_userns_complain",
       "1: the restriction refuses nothing and only writes records", "somebody was looking for what it would refuse",
       "set it back to 0"},
      {"sysctl-force", "kernel.apparmor_restrict_unprivileged_userns_force",
       "1: the restriction counts for programs with root's rights as well", "somebody set it, for a test",
       "set it back to 0, if it is not meant"},
      {"sysctl-unconfined", "kernel.apparmor_restrict_unprivileged_unconfined",
       "1: an unconfined program cannot slip into the profile of another to get its grant. 0: it can",
       "Ubuntu sets it to 1 since 24.04; older kernels lack it", "set it to 1"},
      {"sysctl-clone", "kernel.unprivileged_userns_clone",
       "0: only root may create user namespaces, and no profile changes that",
       "an administrator, or a guide to hardening", "set it to 1 where programs need namespaces"},
      {"sysctl-limit", "user.max_user_namespaces", "0: nobody may create user namespaces, not even root",
       "an administrator, or a guide to hardening", "set it back; the kernel's own value is some ten thousand"},
  });
  return findings;
}

}  // namespace aug
