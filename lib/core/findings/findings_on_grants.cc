#include <array>

#include "core/findings/finding.h"

namespace aug {

std::span<const Finding> findings_on_grants() {
  static constexpr auto findings = std::to_array<Finding>({
      {"shell", "the program is a shell",
       "whoever runs a shell runs anything with it: the grant would be one for every program",
       "by granting to what starts a program in place of the program itself",
       "name the program that makes the namespace; a policy can overrule this with 'allow: [shell]' and a reason"},
      {"interpreter", "the program runs scripts of anybody",
       "an interpreter such as python3 runs whatever it is given, with the grant",
       "the program that needs it is a script",
       "name a binary, or a wrapper of root's with a profile of its own; or 'allow: [interpreter]' with a reason"},
      {"multiplexer", "the program runs other programs",
       "tools such as env, sudo and busybox, and scripts that run their arguments, would pass the grant on to anything",
       "by granting to what starts the program",
       "name the program that is started; or 'allow: [multiplexer]' with a reason"},
      {"user-writable", "others than root can replace the program",
       "who can write to the file, or to a folder above it, can put anything in its place, and that has the grant then",
       "it is in a home, or in a folder of a group",
       "install it below /usr or /opt, as root's; or 'allow: [user-writable]' with a reason"},
      {"temporary-path", "the program is where anybody makes files",
       "what is below /tmp, /run, /proc, /dev or a mounted medium can be anybody's, and is gone later",
       "by a path of an AppImage or installer while it runs",
       "install it below /usr or /opt; name the AppImage's own file; or 'allow: [temporary-path]' with a reason"},
      {"gateway-for-bwrap", "bubblewrap with a profile that confines nothing",
       "with the template gateway, whatever runs in bubblewrap's sandbox, and so whatever anybody runs, has the grant",
       "the wrong template, or a copy of bubblewrap by another name",
       "use the template bwrap, which takes it from what runs inside; or 'allow: [gateway-for-bwrap]' with a reason"},
      {"snap", "the program is a snap's", "snapd loads a profile of its own for it, and changes that with each update",
       "a snap was named like any other program",
       "see 'snap connections' for what it may do; or 'allow: [snap]' with a reason"},
      {"program-missing", "a program that is not there",
       "the policy says 'if_missing: fail', and there is no such file",
       "it is not installed yet, or under another path",
       "install it first, or correct the path; 'if_missing: install' places the profile beforehand"},
      {"not-a-program", "a path that leads to no program", "there is something of that name, and nobody can execute it",
       "it is a folder or a file without the x bit", "name the executable file"},
      {"link-of-others", "others than root choose where the path leads",
       "the path has a link, or a folder, that others can change, and it leads to a program which is not theirs: they "
       "would choose who gets the profile",
       "a link in a home that leads to a program of the system", "name the program itself"},
      {"leads-to-odd-path", "a path that leads to one AppArmor could misread",
       "the file that the links lead to has a name with special characters, for which no profile can be written safely",
       "by a vendor's folder with blanks, quotes or brackets", "rename what it leads to"},
      {"claimed-by-other", "another profile claims the program",
       "two profiles for one path leave the program with neither, or the other counts and does not grant user "
       "namespaces",
       "the distribution, a vendor or an administrator has a profile for it",
       "add the grant to that profile, disable it, or let the policy say 'on_conflict: take-over'; the hint has the "
       "commands"},
  });
  return findings;
}

}  // namespace aug
