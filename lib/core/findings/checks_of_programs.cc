#include <array>

#include "core/findings/finding.h"

namespace aug {

std::span<const Finding> checks_of_programs() {
  static constexpr auto findings = std::to_array<Finding>({
      {"binary", "a program that can use user namespaces",
       "it was tried as a plain user, with the profile that the kernel gives it",
       "it has a profile that grants it, or needs none", "nothing"},
      {"binary-missing", "a program that is not there", "there is no such file, or nobody can execute it",
       "it is not installed, or under another path", "install it, or name the file that is executed"},
      {"binary-untried", "a program of which nothing can be said",
       "it could not be tried, and that is never taken for yes",
       "without root's rights, or where this process may not try",
       "run doctor as root; try the program as a plain user"},
      {"binary-script", "a script that starts another program",
       "the kernel gives a profile to what is executed; a script's is that of its interpreter, or its own, and what it "
       "starts counts",
       "launchers of desktop programs are such scripts",
       "name the program that it starts: 'aa-userns-gen doctor PROGRAM'"},
      {"led-by-others", "a link that others chose",
       "whoever can change a link could choose by it whose profiles root is told to change, so what it leads to was "
       "not looked at",
       "a policy or the caller names a path in a place of a user's, and the user made a link of it",
       "name the program itself, if that is what is meant"},
      {"no-profile", "no profile grants it",
       "the kernel restricts user namespaces, and this program is without a profile",
       "vendors and users install programs that the distribution has no profile for",
       "'sudo aa-userns-gen suggest PROGRAM | sudo aa-userns-gen apply -' grants it, or the command of the remedy, "
       "where a "
       "policy is known. Shells and the like should have none"},
      {"not-loaded", "its profile is not in the kernel",
       "the file would grant it, and was not loaded or cannot be compiled",
       "it was placed without loading, apparmor.service failed, or a file that it includes is broken",
       "load it with the command of the remedy, after mending what is broken"},
      {"disabled", "its profile is switched off", "a link in /etc/apparmor.d/disable keeps the file from being loaded",
       "an administrator, or aa-disable, made it; the profile may be in the kernel until the next boot",
       "remove the link, and load the profile"},
      {"force-complain", "its profile is forced to complain",
       "a link in /etc/apparmor.d/force-complain turns the profile to complain mode, in which what it starts can be "
       "refused",
       "an administrator, or a guide, made it", "remove the link, and load the profile again"},
      {"complaining", "its profile is in complain mode",
       "transitions of such a profile can end in a profile that does not exist, which refuses what it starts",
       "aa-complain, or flags=(complain) in the file", "'aa-enforce' it, or let a policy of ours take it over"},
      {"tie", "two profiles claim it equally", "the kernel gives a program with two equal profiles neither",
       "the distribution or a vendor ships a profile beside one that was made by hand",
       "disable one of them; the remedy has the command"},
      {"profile-refuses", "its profile does not grant it",
       "the profile that the kernel gives it has no rule 'userns,', or it denies that or a capability",
       "it was written before the restriction, or on purpose",
       "add the rule in local/, or let a policy of ours take it over"},
      {"profile-without-file", "its profile is in the kernel alone", "no file brings it: it is gone at the next boot",
       "it was loaded by hand, or the file was removed and the profile was not",
       "unload it, and apply a policy; the remedy has the commands"},
      {"limited-namespace", "its profile keeps it from part of it",
       "it can create a user namespace, and not all that such are for",
       "who wrote the profile may have left out what the program does not need",
       "nothing if the program works; else add what it needs"},
      {"program-fails", "the program fails although it may",
       "its profile grants what it needs, and it ends with an error",
       "a broken installation, another security measure, or a limit", "'aa-userns-gen explain' with what it says"},
  });
  return findings;
}

}  // namespace aug
