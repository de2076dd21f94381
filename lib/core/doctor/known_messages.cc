#include "core/doctor/known_messages.h"

#include <array>
#include <vector>

// Where they were seen: on the kernels of tests/kernel with bubblewrap 0.12, util-linux 2.41 and systemd 257, and in
// the issue trackers of bubblewrap, podman, Codex, Claude Code, OpenShell, Electron and Chromium.

namespace aug {
namespace {

constexpr std::string_view no_profile =
    "the program that makes the namespace has no AppArmor profile with 'userns,' on a host that restricts them, or two "
    "profiles claim its path, and it gets neither: the namespace is made, but no capability works in it";
constexpr std::string_view no_capabilities =
    "the namespace was made, but no capability works in it: the program has no AppArmor profile with 'userns,' on a "
    "host that restricts them (or two profiles claim its path, and it gets neither), or it runs inside of a sandbox or "
    "container whose profile takes the capabilities away";
constexpr std::string_view tell_apart =
    "'cat /proc/self/attr/current' in the same place tells the two apart: with 'unprivileged_userns' in it, 'sudo "
    "aa-userns-gen suggest >policy.yaml' names the program and writes its policy; with 'unpriv_...' or a container's "
    "profile in it, no profile for the inner program helps, but for a helper that a policy for bubblewrap names under "
    "'helpers:': switch the inner sandbox off, or start the program outside of the outer one";
constexpr std::string_view suggest_and_apply =
    "'sudo aa-userns-gen suggest >policy.yaml' names the program and writes its policy; read it, then 'sudo "
    "aa-userns-gen "
    "apply policy.yaml'";
constexpr std::string_view grant_bwrap =
    "'sudo aa-userns-gen apply runner' grants it to /usr/bin/bwrap; for another copy of bwrap, see 'sudo aa-userns-gen "
    "suggest'";
constexpr std::string_view desktop_cause =
    "the browser or the Electron program may not make user namespaces, which its sandbox is built from: no AppArmor "
    "profile grants them to the file that runs";
constexpr std::string_view desktop_remedy =
    "grant it to the file that runs: 'sudo aa-userns-gen suggest PROGRAM | sudo aa-userns-gen apply -'; without "
    "PROGRAM, 'sudo aa-userns-gen suggest' finds it by its denials; do not use --no-sandbox";
constexpr std::string_view newuidmap_remedy =
    "'grep $USER /etc/subuid /etc/subgid' and 'ls -l /usr/bin/newuidmap; getcap /usr/bin/newuidmap'; when both are "
    "right, 'sudo aa-userns-gen suggest'. In a sandbox of bubblewrap it cannot work at all, and no policy helps: "
    "start podman or buildah outside of it";
constexpr std::string_view unit_directive_cause =
    "systemd itself made a user namespace for a sandbox directive of a user unit, and under Ubuntu's restriction it "
    "may not finish the sandbox; a profile for the program does not change that";
constexpr std::string_view unit_directive_remedy =
    "switch the directives off in a drop-in of the unit, /etc/systemd/user/UNIT.d/zz-userns.conf, reload the user's "
    "manager and restart the unit; where the sandbox is wanted, make it a unit of the system with User=, for which "
    "systemd needs no user namespace; the program itself may need a profile as well: 'sudo aa-userns-gen suggest'";
constexpr std::string_view nested_cause =
    "a namespace inside of a sandbox: what runs in the sandbox of a confined bwrap (profile 'unpriv_bwrap'), or below "
    "a service in 'unprivileged_userns', has no capabilities in namespaces of its own";
constexpr std::string_view nested_remedy =
    "for Claude Code and sandbox-runtime that npm installed for all users, 'sudo aa-userns-gen apply claude-code'; "
    "another helper that sets up a sandbox in a sandbox is named under 'helpers:' of a policy for bubblewrap, beside "
    "the distribution's profile by 'on_conflict: extend': right after it was refused, 'sudo aa-userns-gen suggest "
    ">policy.yaml' looks for its path and writes that, or says why not; read it, then 'sudo aa-userns-gen apply "
    "policy.yaml'. 'cat /proc/self/attr/current' inside shows the label; where there is no such helper, switch the "
    "inner sandbox off, or start the program outside of the outer one, as podman and buildah, "
    "which cannot work in there: bubblewrap sets no_new_privs, and newuidmap is nothing without its setuid bit";

constexpr std::array<KnownMessage, 49> messages = {{
    {"bwrap-uid-map", "bwrap", "setting up uid map: permission denied|setting up gid map: permission denied",
     "bwrap: setting up uid map: Permission denied", no_profile, grant_bwrap},
    {"bwrap-loopback", "bwrap", "loopback: failed rtm_new*: operation not permitted",
     "bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted",
     "bwrap may not set up the network of its sandbox: it has no AppArmor profile with 'userns,' on a host that "
     "restricts user namespaces, or two profiles claim its path, and it gets neither",
     grant_bwrap},
    {"bwrap-no-permissions", "bwrap", "no permissions to create *new namespace",
     "bwrap: No permissions to create a new namespace, likely because the kernel does not allow non-privileged user "
     "namespaces. On e.g. debian this can be enabled with 'sysctl kernel.unprivileged_userns_clone=1'.",
     "the process that started bwrap is inside of a restricted user namespace already, as below a user service with "
     "PrivateTmp= or another sandbox directive; or kernel.unprivileged_userns_clone is 0; or a container forbids it",
     "'cat /proc/self/attr/current' in the same place: with 'unprivileged_userns' in it, switch the directives of the "
     "service off; without it, look at 'sysctl kernel.unprivileged_userns_clone user.max_user_namespaces'"},
    {"bwrap-too-many", "bwrap",
     "creating new namespace failed: nesting depth or /proc/sys/user/max_*_namespaces exceeded",
     "bwrap: Creating new namespace failed: nesting depth or /proc/sys/user/max_*_namespaces exceeded (ENOSPC)",
     "the limit on namespaces is reached, or is 0; AppArmor has no part in it",
     "'sysctl user.max_user_namespaces' shows the limit, and 'grep -r max_user_namespaces /etc/sysctl.d "
     "/usr/lib/sysctl.d "
     "/run/sysctl.d /etc/sysctl.conf' who sets it"},
    {"bwrap-creating-denied", "bwrap", "creating new namespace failed: permission denied",
     "bwrap: Creating new namespace failed: Permission denied",
     "AppArmor denied the namespace itself: the process is confined by a profile without 'userns,', or the profile "
     "'unprivileged_userns' is not loaded, as in a container with policy of its own",
     "'sudo aa-userns-gen suggest' tells which; outside of containers, 'sudo systemctl reload apparmor' loads the "
     "missing profile, and 'sudo aa-userns-gen apply runner' grants it to bwrap"},
    {"bwrap-creating-forbidden", "bwrap", "creating new namespace failed: operation not permitted",
     "bwrap: Creating new namespace failed: Operation not permitted",
     "bwrap may not make namespaces here at all: the seccomp filter of a container forbids it, or root without "
     "CAP_SYS_ADMIN called it without --unshare-user, or kernel.unprivileged_userns_clone is 0",
     "in a container, allow it where the container is started; called as root there, add --unshare-user; 'sysctl "
     "kernel.unprivileged_userns_clone' shows the switch"},
    {"bwrap-no-setuid", "bwrap", "setuid use of bubblewrap is not supported in this build",
     "bwrap: setuid use of bubblewrap is not supported in this build",
     "somebody set the setuid bit of bwrap, as old advice has it; bubblewrap refuses that since 0.11.2 and has no such "
     "mode since 0.12",
     "'sudo chmod u-s /usr/bin/bwrap' (and 'dpkg-statoverride --remove /usr/bin/bwrap', where one is set), then 'sudo "
     "aa-userns-gen apply runner'"},
    {"unshare-uid-map", "unshare", "write failed /proc/self/uid_map: operation not permitted",
     "unshare: write failed /proc/self/uid_map: Operation not permitted", no_profile,
     "unshare runs whatever it is told, so grant it to the program that needs the namespace instead: 'sudo "
     "aa-userns-gen "
     "suggest'"},
    {"nested-setgroups", "Claude Code's sandbox (apply-seccomp)", "nested userns is capability-restricted",
     "write /proc/self/setgroups (nested userns is capability-restricted; caller must provide CAP_SYS_ADMIN): "
     "Permission denied",
     nested_cause, nested_remedy},
    {"nested-uid-map", "Claude Code's sandbox (apply-seccomp)",
     "apply-seccomp: write /proc/self/uid_map: operation not permitted",
     "apply-seccomp: write /proc/self/uid_map: Operation not permitted", nested_cause, nested_remedy},
    {"newuidmap", "newuidmap",
     "newuidmap: *uid_map failed: *|newgidmap: *gid_map failed: *|newuidmap failed to write mapping",
     "newuidmap: write to uid_map failed: Operation not permitted",
     "newuidmap could not set up the namespace of the program that called it: /etc/subuid gives the user too few "
     "numbers, newuidmap lost its setuid bit or capability, or the program is in a restricted namespace itself",
     newuidmap_remedy},
    {"setgroups", "programs that make a namespace",
     "/proc/ & /setgroups & permission denied|operation not permitted|eperm|eacces",
     "write /proc/self/setgroups: Permission denied", no_capabilities, tell_apart},
    {"uid-map", "programs that make a namespace",
     "/proc/ & /uid_map|/gid_map & permission denied|operation not permitted|eperm|eacces",
     "failed to write /proc/4711/uid_map: Operation not permitted", no_capabilities, tell_apart},
    {"unshare-denied", "unshare", "unshare failed: permission denied", "unshare: unshare failed: Permission denied",
     "AppArmor denied the namespace itself: the process is confined by a profile without 'userns,', or the profile "
     "'unprivileged_userns' is not loaded",
     "'sudo aa-userns-gen suggest' tells which; 'sudo systemctl reload apparmor' loads a missing profile"},
    {"unshare-forbidden", "unshare, buildah, skopeo",
     "~unshare(|unshare failed|~unshare: operation not|unshare syscall failed|failed to unshare|clone_newuser & "
     "operation not permitted|permission denied",
     "Error during unshare(...): Operation not permitted",
     "no user namespace can be made or used here: no AppArmor profile grants it to the program, a container's seccomp "
     "filter forbids it, or kernel.unprivileged_userns_clone is 0",
     suggest_and_apply},
    {"too-many", "unshare and others",
     "~unshare(*no space left on device|unshare failed*no space left on device|~unshare: no space left on device",
     "unshare: unshare failed: No space left on device",
     "the limit on namespaces is reached, or is 0; AppArmor has no part in it",
     "'sysctl user.max_user_namespaces' shows the limit, and 'grep -r max_user_namespaces /etc/sysctl.d "
     "/usr/lib/sysctl.d "
     "/run/sysctl.d /etc/sysctl.conf' who sets it"},
    {"chrome-no-sandbox", "Chrome, Electron", "no usable sandbox!",
     "[12707:12707:1202/030059.631143:FATAL:content/browser/zygote_host/zygote_host_impl_linux.cc:128] No usable "
     "sandbox! If you are running on Ubuntu 23.10+ or another Linux distro that has disabled unprivileged user "
     "namespaces with AppArmor, see https://chromium.googlesource.com/...",
     desktop_cause, desktop_remedy},
    {"chrome-suid-helper", "Chrome, Electron",
     "the suid sandbox helper binary was found, but is not configured correctly",
     "[9138:0701/225324.763:FATAL:setuid_sandbox_host.cc(158)] The SUID sandbox helper binary was found, but is not "
     "configured correctly. Rather than run without sandboxing I'm aborting now. You need to make sure that "
     "/opt/app/chrome-sandbox is owned by root and has mode 4755.",
     desktop_cause, desktop_remedy},
    {"chrome-credentials", "Chrome, Electron", "credentials.cc*check failed*permission denied (#)",
     "[11457:0520/093319.758984:FATAL:credentials.cc(127)] Check failed: . : Permission denied (13)", desktop_cause,
     desktop_remedy},
    {"podman-clone", "podman", "cannot clone: *perm*", "cannot clone: Permission denied",
     "podman could not make the user namespace of a rootless container: no AppArmor profile grants it to the podman "
     "that runs (one outside of /usr/bin has none), or it runs inside of a container that forbids it",
     suggest_and_apply},
    {"podman-reexec", "podman", "cannot re-exec process", "Error: cannot re-exec process",
     "podman could not make the user namespace of a rootless container; the line before says why", suggest_and_apply},
    {"podman-reexec-denied", "podman", "failed to reexec: permission denied", "failed to reexec: Permission denied",
     "podman could not make the user namespace of a rootless container", suggest_and_apply},
    {"podman-max", "podman", "user namespaces are not enabled in /proc/sys/user/max_user_namespaces",
     "user namespaces are not enabled in /proc/sys/user/max_user_namespaces",
     "the limit on user namespaces is 0; AppArmor has no part in it",
     "'grep -r max_user_namespaces /etc/sysctl.d /usr/lib/sysctl.d /run/sysctl.d /etc/sysctl.conf' shows who sets it"},
    {"podman-newuidmap", "podman", "cannot set*up namespace using *newuidmap*: exit status #",
     "Error: cannot set up namespace using \"/usr/bin/newuidmap\": exit status 1",
     "newuidmap could not set up the namespace of podman: /etc/subuid gives the user too few numbers, newuidmap lost "
     "its setuid bit or capability, or podman is in a restricted namespace itself",
     newuidmap_remedy},
    {"codex-warning", "Codex", "needs access to create user namespaces",
     "Codex's Linux sandbox uses bubblewrap and needs access to create user namespaces.",
     "Codex tried bwrap, and that may not use user namespaces: it has no AppArmor profile with 'userns,', or two of "
     "them",
     "'sudo aa-userns-gen apply codex'"},
    {"guest-not-ready", "BoxLite and others that start virtual machines", "timeout waiting for guest ready",
     "engine reported an error: Timeout waiting for guest ready (30s)",
     "the guest that the program waits for never came up; where the host restricts user namespaces, that is often a "
     "bwrap of the program's own without a grant, but this message alone does not prove it",
     "'sudo aa-userns-gen suggest' right after it happened names the program that was refused; when it names none, "
     "look into the program's own log"},
    {"systemd-namespace", "systemd", "status=226/namespace",
     "openshell-gateway.service: Main process exited, code=exited, status=226/NAMESPACE", unit_directive_cause,
     unit_directive_remedy},
    {"systemd-namespacing", "systemd", "failed to set up mount namespacing: operation not *",
     "Failed to set up mount namespacing: Operation not supported", unit_directive_cause, unit_directive_remedy},
    {"systemd-assuming-container", "systemd",
     "failed to set up namespace, assuming containerized execution and ignoring",
     "Failed to set up namespace, assuming containerized execution and ignoring.", unit_directive_cause,
     unit_directive_remedy},
    {"systemd-step-namespace", "systemd", "failed at step namespace spawning *",
     "app.service: Failed at step NAMESPACE spawning /usr/bin/app: Operation not permitted", unit_directive_cause,
     unit_directive_remedy},
    {"systemd-capabilities", "systemd", "failed at step capabilities spawning *",
     "app.service: Failed at step CAPABILITIES spawning /usr/bin/app: Operation not permitted",
     "systemd made a user namespace for a directive of a user unit, such as PrivateDevices= or ProtectKernelLogs=, and "
     "may not drop capabilities in it under Ubuntu's restriction",
     unit_directive_remedy},
    {"systemd-user", "systemd", "status=217/user", "app.service: Main process exited, code=exited, status=217/USER",
     "systemd could not set up the user of the unit: with PrivateUsers= of a user unit, the profile "
     "'unprivileged_userns' is "
     "not loaded, so that no user namespace can be made at all; without, the unit's User= does not exist",
     "'sudo systemctl reload apparmor' loads the profile; better, switch PrivateUsers= off in a drop-in of the unit"},
    {"systemd-apparmor", "systemd", "failed to prepare apparmor profile change to *",
     "Failed to prepare AppArmor profile change to openshell-gateway: Permission denied",
     "AppArmorProfile= comes together with a directive for which systemd makes a user namespace: from inside of that, "
     "no profile can be changed to",
     "take AppArmorProfile= out of the unit: a profile that names the program's path counts by itself; and switch the "
     "sandbox directives of the user unit off"},
    {"parser-abi", "apparmor_parser", "could not open abi/#.#",
     "AppArmor parser error for /etc/apparmor.d/app at line 1: Could not open 'abi/4.0': No such file or directory",
     "the profile is made for a newer AppArmor than this host has; left in /etc/apparmor.d, it fails at each boot",
     "remove that file; user namespaces can be granted from AppArmor 4.0 on (Ubuntu 23.10, Debian 13), and older "
     "releases do not restrict them"},
    {"parser-userns", "apparmor_parser", "syntax error, unexpected *tok_*",
     "AppArmor parser error for /etc/apparmor.d/app in profile /etc/apparmor.d/app at line 5: syntax error, unexpected "
     "TOK_ID, expecting TOK_MODE",
     "the parser does not understand a rule at that line; with 'userns,' there, it is older than AppArmor 4.0",
     "'apparmor_parser --version' shows which it is; profiles by 'aa-userns-gen render POLICY' keep to what AppArmor "
     "4.0 knows"},
    {"parser-exec-path", "apparmor_parser", "found reference to variable exec_path, but is never declared",
     "Found reference to variable exec_path, but is never declared",
     "a profile of AppArmor 5.0 was copied to a host with 4.x, which lacks that variable",
     "remove that file and let aa-userns-gen render the profile: 'sudo aa-userns-gen apply POLICY'"},
    {"parser-protocol", "apparmor_parser", "profile*conform to protocol", "Profile doesn't conform to protocol",
     "the kernel is older than the features that the parser compiled for, as with a kernel of a board's vendor",
     "'aa-userns-gen status' says what this host can; a kernel without mediation of user namespaces needs no grant "
     "either"},
    {"parser-no-apparmor", "apparmor_parser", "unable to find a suitable fs in /proc/mounts",
     "Warning: unable to find a suitable fs in /proc/mounts, is it mounted? Use --subdomainfs to override.",
     "there is no AppArmor in this kernel, or none to be seen from this container or chroot",
     "'aa-userns-gen status' says which; for an image or chroot, 'aa-userns-gen apply --root DIR POLICY'; in a "
     "maintainer script, 'aa-userns-gen apply --best-effort POLICY'"},
    {"parser-not-enforced", "apparmor_parser", "userns rules not enforced",
     "Warning from profile app (/etc/apparmor.d/app): userns rules not enforced",
     "the profile loads, but its rule 'userns,' is left out: it has no abi, or abi/3.0, which does not know the rule",
     "begin the file with 'abi <abi/4.0>,', or let aa-userns-gen render it"},
    {"kernel-transition", "the kernel", "userns create - transitioning profile",
     "audit: type=1400 audit(1723479095.677:169): apparmor=\"AUDIT\" operation=\"userns_create\" info=\"Userns create "
     "- transitioning profile\" profile=\"unconfined\" comm=\"bwrap\"",
     "a program without a profile made a user namespace, and was put into 'unprivileged_userns', where no capability "
     "works",
     suggest_and_apply},
    {"kernel-no-stub", "the kernel", "failed to find unprivileged_userns profile",
     "apparmor=\"DENIED\" operation=\"userns_create\" info=\"Userns create restricted - failed to find "
     "unprivileged_userns "
     "profile\" error=-13 profile=\"unconfined\"",
     "a program without a profile may not make a user namespace at all, since the profile 'unprivileged_userns' is not "
     "loaded: it was removed, or this is a container with policy of its own",
     "'sudo systemctl reload apparmor' loads it; the program needs its own grant all the same: 'sudo aa-userns-gen "
     "suggest'"},
    {"kernel-restricted", "the kernel", "user namespace creation restricted",
     "apparmor=\"DENIED\" operation=\"userns_create\" info=\"User namespace creation restricted\" error=-13 "
     "profile=\"unconfined\" comm=\"brave\"",
     "a program without a profile was denied a user namespace, on a kernel of the time before Ubuntu 24.04",
     suggest_and_apply},
    {"systemd-status-capabilities", "systemd", "status=218/capabilities",
     "app.service: Main process exited, code=exited, status=218/CAPABILITIES",
     "systemd may not drop capabilities in the user namespace that it made for a directive of a user unit, such as "
     "PrivateDevices= or ProtectKernelLogs=; CapabilityBoundingSet= in a user unit gives the same status",
     unit_directive_remedy},
    {"systemd-chroot", "systemd", "status=210/chroot",
     "app.service: Main process exited, code=exited, status=210/CHROOT",
     "systemd made a user namespace for RootDirectory= of a user unit, and may not use it under Ubuntu's restriction",
     unit_directive_remedy},
    {"systemd-status-apparmor", "systemd", "status=231/apparmor",
     "app.service: Main process exited, code=exited, status=231/APPARMOR",
     "AppArmorProfile= names a profile that is not loaded, or comes together with a directive for which systemd makes "
     "a user "
     "namespace: from inside of that, no profile can be changed to",
     "take AppArmorProfile= out of the unit: a profile that names the program's path counts by itself; and switch the "
     "sandbox directives of the user unit off"},
    {"parser-disabled", "apparmor_parser", "skipping profile in */disable*",
     "Skipping profile in /etc/apparmor.d/disable: bwrap-userns-restrict",
     "the profile is not loaded, although apparmor_parser exits with 0: a link of its name is in the folder 'disable'",
     "remove that link, and load the profile again: 'sudo apparmor_parser -r FILE'"},
    {"kernel-mount", "the kernel", "failed mntpnt match",
     "apparmor=\"DENIED\" operation=\"mount\" info=\"failed mntpnt match\" error=-13 profile=\"unprivileged_userns\" "
     "name=\"/\" comm=\"nsjail\"",
     "with profile=\"unprivileged_userns\": a program without a grant made a user namespace, and may not mount in it; "
     "with another profile, that one has no rule for this mount",
     suggest_and_apply},
    {"kernel-tie", "the kernel", "conflicting profile attachments",
     "apparmor=\"AUDIT\" operation=\"exec\" info=\"conflicting profile attachments\" name=\"/usr/bin/bwrap\"",
     "two profiles claim the program in that record equally, and it gets neither",
     "remove or disable one of them: 'grep -rl PATH /etc/apparmor.d' finds the files, and 'aa-userns-gen status' says "
     "whether one is ours"},
    {"kernel-stacking", "the kernel", "change_profile unprivileged unconfined converted to stacking",
     "info=\"change_profile unprivileged unconfined converted to stacking\" profile=\"unconfined\" "
     "name=\"lsb_release\"",
     "aa-exec or AppArmorProfile= asked for a profile by its name; with "
     "kernel.apparmor_restrict_unprivileged_unconfined=1 "
     "the process gets it only in addition to 'unconfined', which lifts nothing",
     "take aa-exec or AppArmorProfile= away: a profile that names the program's path counts by itself"},
}};

}  // namespace

std::span<const KnownMessage> known_messages() {
  static const std::vector<KnownMessage> all = [] {
    std::vector<KnownMessage> joined(messages_of_tools().begin(), messages_of_tools().end());
    joined.insert(joined.end(), messages.begin(), messages.end());
    joined.insert(joined.end(), messages_of_records().begin(), messages_of_records().end());
    return joined;
  }();
  return all;
}

}  // namespace aug
