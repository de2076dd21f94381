#include <array>

#include "core/findings/finding.h"

namespace aug {

std::span<const Finding> findings_on_profiles() {
  static constexpr auto findings = std::to_array<Finding>({
      {"profile-does-not-compile", "a profile that apparmor_parser refuses",
       "the parser has an error in a profile, ours or one that is to come back, and nothing was loaded",
       "by a template or a file in local/ with a mistake, a tunable that is missing, or a parser that is too old for a "
       "rule",
       "correct the file that the message names; 'aa-userns-gen render POLICY' prints the profile"},
      {"rule-not-enforced", "rules that would do nothing",
       "the parser compiles the profile, but leaves out a class of rules that is not in the abi or in the kernel's "
       "features",
       "the template's first line names an old abi, or the kernel is old",
       "begin the template with 'abi <abi/4.0>,', or leave these rules out"},
      {"profile-disabled", "a profile that is switched off by a link",
       "a link in the folder 'disable' makes the parser pass over it",
       "an administrator, or a tool such as aa-disable, made it", "remove the link, if the profile is wanted"},
      {"parser-missing", "there is no apparmor_parser", "profiles cannot be compiled without it",
       "AppArmor's package is not installed, or only its library",
       "'apt install apparmor', or name the parser with --parser"},
      {"parser-unusable", "an apparmor_parser that cannot be used",
       "the program is not root's alone, is no program, or fails at a profile that every parser takes",
       "by --parser with a wrong path, or a broken installation",
       "see what the message says of it; 'apt reinstall apparmor' brings it back"},
      {"parser-lacks-userns", "a parser without rules on user namespaces",
       "it does not know 'userns', so that no profile can grant it",
       "AppArmor before 4.0, or its file abi/4.0 is missing",
       "use Ubuntu 23.10, Debian 13 or newer, or reinstall the package apparmor where abi/4.0 is gone"},
      {"parser-too-slow", "no answer from the parser in time", "it did not end within its time limit, and was stopped",
       "a very slow or busy machine, a great many profiles, or a program that is no parser",
       "try again when the machine is less busy; see with 'apparmor_parser --preprocess FILE' which file takes long"},
      {"kernel-lacks-userns", "features without rules on user namespaces",
       "the kernel, or the features that were named, enforce no 'userns' rules",
       "Linux before 6.7, other than Ubuntu's", "use Ubuntu's kernel of 23.10, or Linux 6.7 or newer"},
      {"compiled-form-unknown", "compiled profiles in a form that is unknown",
       "what the parser wrote cannot be taken apart into its profiles",
       "by a parser that is much newer than this program",
       "report this with the output of 'apparmor_parser --version'"},
      {"profile-not-understood", "a profile that this program cannot read",
       "a file of somebody else in /etc/apparmor.d has something that is not understood: what it claims may not be "
       "taken into account",
       "by a mistake in it, or by syntax of a newer AppArmor",
       "see whether 'apparmor_parser --skip-kernel-load FILE' takes it; mend it, or report it where it does"},
      {"profile-unread", "profiles that could not be read",
       "a file or folder below /etc/apparmor.d was passed over: what it claims is not taken into account",
       "its mode, a broken link, or a size beyond every measure", "see to what the message says of it"},
      {"applied-passed-over", "what is applied was left out of the check",
       "check looked at the policies that were named, and not at how they go with what is applied",
       "a policy that is applied cannot be planned here now", "'aa-userns-gen plan' says what an apply would do"},
  });
  return findings;
}

}  // namespace aug
