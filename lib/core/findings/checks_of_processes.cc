#include <array>

#include "core/findings/finding.h"

namespace aug {

std::span<const Finding> checks_of_processes() {
  static constexpr auto findings = std::to_array<Finding>({
      {"not-as-applied", "something differs from what was applied",
       "a file, the kernel, a setting or a unit is not as the policy left it", "an edit, an upgrade, or another tool",
       "'aa-userns-gen reconcile' puts it right"},
      {"stale-process", "a process with a profile of the past", "it runs with what counted when it started",
       "profiles attach when a program is executed", "restart it, or its service"},
      {"processes", "no process runs with a profile of the past", "all have what counts now", "as it should be",
       "nothing"},
      {"unit-namespace", "systemd made a user namespace for a service",
       "systemd itself does so for a sandbox directive of a user's unit; under the restriction the service is stuck in "
       "it, without capabilities, and a profile for its program does not help",
       "PrivateTmp=, ProtectSystem= and others in a user's unit",
       "switch the directives off in a drop-in, by a policy's 'units'; the remedy has the commands"},
      {"unit-profile", "AppArmorProfile= in a unit that lifts nothing",
       "a profile that is added to 'unconfined' takes nothing of the restriction away",
       "kernel.apparmor_restrict_unprivileged_unconfined is 1, and somebody tried to get around it so",
       "take it out: a profile that names the program's path counts by itself"},
      {"nested-sandbox", "a namespace within a sandbox was refused",
       "what runs in a confined bubblewrap has no capabilities, also not in namespaces of its own",
       "a coding agent, or a sandbox of a build, sets up a second sandbox in the first",
       "name the inner tool under 'helpers:', or apply the policy that the remedy names"},
      {"denials", "the log has refusals", "these programs made a user namespace without a profile, at some time",
       "whatever was done about them since", "'aa-userns-gen suggest' makes a policy of them"},
      {"unproved-denials", "a log has refusals that anybody may have written",
       "the records are in a log that users can write to, and are no proof",
       "a program's own output has the form of a record, or the kernel's log was rotated away",
       "look at the kernel's own log as root"},
      {"unit-denials", "the log has a namespace that systemd made",
       "a directive of a unit asked for it, and it was refused", "see 'unit-namespace'",
       "switch the directive off, by a policy's 'units'"},
      {"gaps", "not everything could be found out", "what is said may be incomplete; each gap has its reason",
       "no rights, or something does not answer", "run doctor as root"},
  });
  return findings;
}

}  // namespace aug
