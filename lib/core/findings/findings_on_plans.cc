#include <array>

#include "core/findings/finding.h"

namespace aug {

std::span<const Finding> findings_on_plans() {
  static constexpr auto findings = std::to_array<Finding>({
      {"repeated-policy-name", "two policies of one name", "the name is what 'remove' takes, and stands for one policy",
       "two files were named, or a file and an installed policy, with the same 'name:'", "give one another 'name'"},
      {"policies-disagree", "two policies want different things",
       "they give one program, profile, kernel setting or unit different values, and only one can be",
       "each was written without the other",
       "let both say the same, or remove one; what is applied already counts, too"},
      {"unknown-template", "a template that is not there", "no file in the folders of templates has this name",
       "by a misspelling, or by a template that was not installed with the policy",
       "use one that the hint names, or put yours in /etc/aa-userns-gen/templates"},
      {"unknown-placeholder", "a template with a place that is none",
       "the template has @NAME@ with a name that nothing is put in for",
       "by a misspelling, or a template of a newer release", "use the places that the hint lists"},
      {"missing-placeholder", "a template without a place that it needs",
       "without this place the profile would not be that of the program",
       "the template was not made from one of those installed", "put it in; the installed templates show where"},
      {"profile-name-taken", "a profile's name that another has",
       "the name belongs to a profile of somebody else for another path; loading ours would replace that",
       "the program has the same last name as another, or an entry's 'profile' has been used",
       "add 'profile:' with another name"},
      {"too-many-paths", "more paths than one profile can have",
       "the parser reads a limited number of bytes of a profile's paths",
       "by a pattern that matches very much, or a long list of paths",
       "give some of them an entry of their own, with another 'profile'"},
      {"file-of-package", "a place that a package has",
       "the profile's file would be one that a package owns, and the next upgrade of that would replace it",
       "a package ships a file of our name", "name the profile differently in the policy"},
      {"cannot-extend-profile", "a profile that nothing can be added to",
       "'on_conflict: extend' adds helpers to the local/ files that the other's profile includes, and that is not "
       "possible here",
       "the profile includes no such file once, or the file is a link, or not root's alone",
       "put that right, or let the policy switch the profile off with 'on_conflict: take-over'"},
      {"setting-absent", "a kernel setting that this kernel lacks",
       "the policy wants to set it, and there is nothing to set",
       "Debian's and upstream's kernels do not have Ubuntu's settings, and Ubuntu's not Debian's",
       "add 'if_absent: skip' where a kernel without it is fine"},
      {"setting-skipped", "a kernel setting that was passed over",
       "this kernel lacks it, and the policy says 'if_absent: skip'", "as intended", "nothing"},
      {"setting-overridden", "another file sets it differently",
       "a line of another file counts after ours at boot, and wins",
       "by a file in /etc/sysctl.d with a later name, or /etc/sysctl.conf", "take the line out"},
      {"unit-needs-nothing", "a unit for which nothing has to be switched off",
       "the system's manager has root's rights and needs no user namespace for its directives",
       "the policy names a unit of the system in place of a user's",
       "leave it out of the policy: what is switched off only protects less"},
      {"unit-still-in-namespace", "systemd still makes a user namespace",
       "the unit has a further directive for which systemd makes one, so that what the policy switches off does not "
       "help by itself",
       "a drop-in, or a newer version of the unit", "name that directive in the policy too, as the hint says"},
      {"no-systemd", "no systemd here", "drop-ins of units are placed, and nothing reads them here",
       "this is a container or image, or another init runs", "nothing: they count where systemd runs"},
      {"policy-origin", "where a policy comes from", "it tells which file the text is of", "'show' was asked for it",
       "nothing"},
      {"policy-spelled-out", "a policy with characters on which a terminal acts",
       "what is shown is not what is in the file, byte for byte: such characters are spelled out",
       "by somebody who hides something, or by a tool",
       "copy the file for the policy as it is, and look at it with 'cat -A'"},
  });
  return findings;
}

}  // namespace aug
