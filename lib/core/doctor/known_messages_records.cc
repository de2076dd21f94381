#include <array>

#include "core/doctor/known_messages.h"

// Records that say nothing by an 'info' of their own. `suggest` reads them field by field; this tells what such a
// record means in general.

namespace aug {
namespace {

constexpr std::array<KnownMessage, 6> messages = {{
    {"kernel-follow-up", "the kernel", "apparmor=denied & profile=unprivileged_userns",
     "apparmor=\"DENIED\" operation=\"capable\" class=\"cap\" profile=\"unprivileged_userns\" comm=\"mytool\" "
     "capname=\"sys_admin\"",
     "a program without a grant made a user namespace before, and is refused in it; this record does not name that "
     "program's path",
     "the record 'apparmor=\"AUDIT\" operation=\"userns_create\"' of the same program does: 'sudo aa-userns-gen "
     "suggest'"},
    {"kernel-nested", "the kernel", "apparmor=denied & profile=unpriv_|//&unpriv_",
     "apparmor=\"DENIED\" operation=\"capable\" class=\"cap\" profile=\"unpriv_bwrap\" comm=\"apply-seccomp\" "
     "capname=\"sys_admin\"",
     "a program inside of a sandbox wanted a capability, which the profile of what the sandbox runs refuses on "
     "purpose; the kernel writes such a record once for each profile and capability, so that no further record proves "
     "nothing",
     "'sudo aa-userns-gen suggest' names the policy that has such a helper, or writes one that names it under "
     "'helpers:'; for Claude Code and sandbox-runtime it is 'sudo aa-userns-gen apply claude-code'. Anything else, as "
     "podman and buildah, is started outside of the sandbox, or without a sandbox of its own"},
    {"kernel-disconnected", "the kernel", "apparmor=allowed & failed name lookup",
     "apparmor=\"ALLOWED\" operation=\"open\" info=\"Failed name lookup - disconnected path\" error=-13 "
     "profile=\"viewer//null-/usr/bin/bwrap\" name=\"proc/9233/uid_map\"",
     "it was refused, although the profile only complains: a path that AppArmor cannot name is refused in complain "
     "mode, too; a profile that was to allow user namespaces has lost flags=(unconfined)",
     "write flags=(unconfined) back into the profile's file, and load it with 'apparmor_parser --replace FILE'"},
    {"kernel-confined", "the kernel", "apparmor=denied & operation=userns_create & profile=",
     "apparmor=\"DENIED\" operation=\"userns_create\" class=\"namespace\" profile=\"/usr/bin/tool\" comm=\"tool\"",
     "the program has a profile, and that does not grant user namespaces",
     "add the rule 'userns,' to that profile, or to its file in /etc/apparmor.d/local; profiles of snaps and "
     "containers are changed where they are made"},
    {"kernel-unit-sandbox", "the kernel", "operation=userns_create & comm=(*)",
     "apparmor=\"AUDIT\" operation=\"userns_create\" profile=\"unconfined\" comm=\"(app)\"",
     "systemd itself made a user namespace for a directive of a user unit, before it executed the program",
     "no profile helps against that: switch the directive off in a drop-in of the unit"},
    {"kernel-container", "the kernel", "operation=userns_create & namespace=root//",
     "apparmor=\"AUDIT\" operation=\"userns_create\" namespace=\"root//lxd-c1\" profile=\"unconfined\" comm=\"bwrap\"",
     "a program in a container with policy of its own made a user namespace: the host's profiles do not count there",
     "apply a policy inside of the container, where that may load profiles"},
}};

}  // namespace

std::span<const KnownMessage> messages_of_records() {
  return messages;
}

}  // namespace aug
