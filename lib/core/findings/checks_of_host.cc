#include <array>

#include "core/findings/finding.h"

namespace aug {

std::span<const Finding> checks_of_host() {
  static constexpr auto findings = std::to_array<Finding>({
      {"kernel-apparmor", "whether the kernel runs AppArmor that knows user namespaces",
       "without that, nothing restricts user namespaces by profiles, and no profile can grant them",
       "AppArmor is off on the kernel's command line, another module is chosen, or the kernel is old",
       "boot with 'apparmor=1 security=apparmor', or with Linux 6.7 or newer, or Ubuntu's kernel"},
      {"container", "doctor runs in a container",
       "the kernel and its settings are the host's; what is seen here is a part", "as intended",
       "run it on the host for the whole"},
      {"wsl", "doctor runs in WSL", "the kernel is Microsoft's, which decides on AppArmor and namespaces",
       "as intended", "see what 'namespaces' says"},
      {"chroot", "doctor runs in a chroot",
       "the kernel refuses user namespaces to every process in a chroot, whatever profiles say", "it was started there",
       "run the program outside of the chroot, or with pivot_root as containers do"},
      {"user-namespace", "doctor runs in a user namespace", "rights and files are not those of the host",
       "it was started within a container or sandbox without root's rights", "run it outside"},
      {"confined", "a profile confines doctor itself",
       "what it tries is refused or allowed by that profile, not by the one of the program",
       "it was started by a service, container or sandbox with a profile", "start it from a login, or over ssh"},
      {"no-new-privs", "no_new_privs is set",
       "programs cannot change to their profile by executing: the kernel may keep them in that of their parent",
       "a service with NoNewPrivileges=, a container, or a sandbox started it",
       "start the program from elsewhere, or take the directive off"},
      {"privilege", "doctor runs without root's rights", "some files and the loaded profiles cannot be seen",
       "it was run as another user", "run it with sudo for the whole"},
      {"parser", "whether apparmor_parser can compile rules on user namespaces", "without it no profile can be made",
       "AppArmor before 4.0, or an incomplete installation", "install or update the package apparmor"},
      {"namespaces", "what a plain user can do with a user namespace",
       "it was tried, without any profile: works, is without capabilities as the restriction wants, or is refused for "
       "a reason that is named",
       "a limit, a setting, a seccomp filter, a chroot, or the restriction itself",
       "see its message; with the restriction, a profile for the program is the answer"},
      {"unprivileged-userns", "the profile 'unprivileged_userns' is missing or refuses nothing",
       "Ubuntu's restriction puts programs without a profile into this one when they make a user namespace",
       "its file was removed, disabled or put into complain mode",
       "bring the file back from the package apparmor, and load it; the remedy has the commands"},
      {"bwrap", "whether bubblewrap is installed", "it is what most sandboxes of this kind use",
       "flatpak, coding agents and others bring or need it", "nothing, if nothing here uses it"},
      {"bwrap-setuid", "bubblewrap is setuid",
       "since 0.11.2 it refuses to run so, and 0.12 needs namespaces all the same",
       "an override of an administrator, or an old package",
       "take the bit off, as the remedy says, and apply the policy 'runner'"},
  });
  return findings;
}

}  // namespace aug
