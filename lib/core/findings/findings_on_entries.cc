#include <array>

#include "core/findings/finding.h"

namespace aug {

std::span<const Finding> findings_on_entries() {
  static constexpr auto findings = std::to_array<Finding>({
      {"bad-policy-name", "a name that no policy can have",
       "'name' is what 'remove' takes and what files are called: small letters, digits and '-'",
       "by capitals, blanks, dots or underscores", "write it so, for instance 'ci-runner'"},
      {"bad-template-name", "a name that no template can have",
       "'template' is the name of a file in a folder of templates, and no path", "by capitals, a dot, or a path",
       "write the name alone: bwrap, gateway, or that of a template of your own"},
      {"bad-profile-name", "a name that no profile can have",
       "the name of a profile is in AppArmor's own syntax and in the name of a file, and must not be taken for "
       "something else",
       "'profile' has such a character or word, or the program's own file name, which is used without 'profile', has",
       "add 'profile:' with a plain name"},
      {"bad-path", "a path that AppArmor could misread",
       "a path in a policy is absolute, without '..', '//', variables and special characters",
       "it is a name alone, a relative path, one that begins with '~', or a folder",
       "write the path that 'realpath' prints for the program"},
      {"wildcard-not-meant", "a wildcard where it is no wildcard",
       "the path has '*' or '?', and the entry does not say that it is a pattern", "'glob: true' was forgotten",
       "set 'glob: true' for a pattern of programs"},
      {"wildcard-needs-priority", "a helper with a wildcard, and a parser too old for it",
       "a rule with a wildcard has to take precedence over the one for all other programs, by 'priority=', which "
       "AppArmor knows from 4.1 on",
       "the host has AppArmor 4.0, as Ubuntu 24.04", "list each helper by its path"},
      {"no-program-there", "a policy none of whose programs is there",
       "nothing uses the grant now; the profiles serve the programs once they are installed where the policy says",
       "the program is not installed yet, or is somewhere else, such as the copy that a package brings along",
       "install it in one of the places, or name where it is in a policy of your own"},
      {"no-helper-there", "a policy none of whose helpers is there",
       "bubblewrap has its grant, and in its sandboxes nothing can make a namespace: what needs the helper fails there",
       "the agent is not installed yet, or is somewhere else, such as in a home or in a folder of its own",
       "'aa-userns-gen show NAME >policy.yaml', write the path of the helper under 'helpers:', and apply that file"},
      {"brackets-in-path", "brackets that count as part of a file's name",
       "without 'glob: true', '[...]' and '{...}' are no pattern, and no program may have that very name",
       "a pattern was meant", "set 'glob: true' if it is one; else nothing is wrong"},
      {"mode-without-use", "complain mode for an unconfined profile",
       "'mode: complain' lets pass what a profile denies, and this template denies nothing",
       "by copying the entry from one with the template bwrap", "leave 'mode' out"},
      {"helpers-without-use", "helpers for a template that has none",
       "helpers are programs that keep capabilities within bubblewrap's sandbox; other templates take none away",
       "the entry's template is not bwrap", "leave 'helpers' out, or use the template bwrap for bubblewrap"},
      {"extend-without-helpers", "nothing to add to another's profile",
       "'on_conflict: extend' adds helpers to the profile of somebody else, and the entry has none",
       "helpers were forgotten, or 'take-over' was meant", "add 'helpers:', or leave 'on_conflict' out"},
      {"missing-reason", "something dangerous without a reason",
       "the policy overrules a finding, or takes a protection of the whole host off, and does not say why",
       "'reason' was forgotten", "add 'reason:' with a sentence for whoever reviews this"},
      {"reason-without-use", "a reason for nothing",
       "'reason' tells why 'allow' overrules a finding, and the entry allows nothing",
       "'allow' was deleted, or 'description' was meant", "make it a comment"},
      {"setting-not-offered", "a kernel setting that policies cannot have",
       "only a few settings that decide on user namespaces can be set, so that a policy is no way to change a host at "
       "will",
       "by a setting for another purpose", "set it in a file of your own in /etc/sysctl.d"},
      {"bad-setting-value", "a value that the kernel setting cannot have", "each setting takes numbers in a range",
       "by a word such as 'on', or by a number beyond the range", "write the number that the message asks for"},
      {"bad-unit-name", "a name that no unit has", "'unit' is the full name of a service",
       "the ending '.service' is missing, or it is a timer or socket", "write a name such as 'example.service'"},
      {"directive-not-offered", "a directive of a unit that policies cannot set",
       "only directives for which systemd makes a user namespace can be switched off, and PrivateUsers is none that "
       "helps",
       "by a directive for another purpose", "leave it out; change it with 'systemctl edit', if that is meant"},
      {"bad-directive-value", "a directive that would be switched on",
       "a policy can switch a directive off, and nothing else", "by 'true', or by a list of paths",
       "write what the hint says"},
  });
  return findings;
}

}  // namespace aug
