#include <array>

#include "core/findings/finding.h"

namespace aug {

std::span<const Finding> findings_on_host() {
  static constexpr auto findings = std::to_array<Finding>({
      {"not-needed", "nothing to grant on this kernel",
       "the kernel does not restrict user namespaces, so that every program can have them; nothing was changed",
       "Debian's and upstream's kernels have no such restriction",
       "nothing; '--when always' installs the profiles all the same"},
      {"needs-root", "only root may", "what was asked for changes the host, or reads what only root may read",
       "it was run as another user", "run it with sudo"},
      {"less-without-root", "less than root would see", "part of the answer is missing, since only root may read it",
       "it was run as another user", "run it with sudo for the whole"},
      {"no-apparmor", "a kernel without AppArmor", "no profile can be loaded",
       "another security module is chosen, AppArmor is switched off on the kernel's command line, or the kernel has "
       "none",
       "boot with 'apparmor=1 security=apparmor'; for an image, use --root DIR"},
      {"securityfs-not-mounted", "AppArmor's files are not mounted",
       "the kernel has AppArmor, and the file system by which it is spoken to is not there",
       "in a container or chroot, or very early at boot",
       "'mount -t securityfs securityfs /sys/kernel/security'; in a container, do this on its host instead"},
      {"kernel-refused", "the kernel refused the change", "it took no profile, or would not remove one",
       "root without the capability mac_admin, as in a container, or a profile that it will not take",
       "'journalctl -k --grep apparmor' may say why; in a container, do this on its host"},
      {"kernel-too-old", "a kernel that takes no sets of profiles",
       "all profiles are loaded in one write, all or none, and this kernel cannot",
       "an AppArmor before policy/set_load", "use a newer kernel"},
      {"kernel-unreadable", "the kernel's own account of AppArmor cannot be read",
       "which features it has, or what is loaded, is not known, and nothing is decided without that",
       "no rights, as in a container, or a broken mount of securityfs", "run it as root, on the host itself"},
      {"no-copy-in-kernel", "a profile that could not be brought back",
       "the kernel keeps no copy of the profile that would be replaced, so that the change could not be taken back",
       "apparmor.export_binary is 0", "boot with apparmor.export_binary=1"},
      {"proc-not-mounted", "/proc is not there",
       "without it files cannot be opened safely, and programs cannot be tried", "in a bare chroot",
       "mount it: 'mount -t proc proc /proc'"},
      {"not-tried", "a program that could not be tried",
       "what the kernel gives to it, or whether it can use a namespace, is not known; that is never taken for yes",
       "the program was gone in between, nobody may execute it, or this process may not try",
       "see what the message says; 'aa-userns-gen doctor PROGRAM' looks at it alone"},
      {"system-refused", "the system refused a call",
       "a file, process or pipe could not be had, for the reason that the message ends with",
       "no rights, no space, no memory, a read-only file system, or a file that is gone",
       "see to that reason, and try again; nothing is left half done"},
      {"host-unread", "part of the host could not be looked at", "what is said may be incomplete there",
       "a manager of a user does not answer, or a folder may not be read", "see what the message says of it"},
      {"systemd-refused", "systemctl failed", "a command to systemd ended with an error, or not in time",
       "the manager is busy or not running, or a unit has a mistake",
       "run the command that the message names, and see 'journalctl -xe'"},
  });
  return findings;
}

}  // namespace aug
