#include <array>

#include "core/doctor/known_messages.h"

// As the programs' sources and reports of their users have them, some of them shortened.

namespace aug {
namespace {

constexpr std::string_view suggest_it =
    "'sudo aa-userns-gen suggest >policy.yaml' right after it failed names the program and writes its policy; read it, "
    "then 'sudo aa-userns-gen apply policy.yaml'";
constexpr std::string_view no_profile =
    "it may not use user namespaces: no AppArmor profile grants them to the file that runs, on a host that restricts "
    "them, or two profiles claim its path, and it gets neither";
constexpr std::string_view newuidmap_cause =
    "newuidmap or newgidmap could not set up the namespace: /etc/subuid or /etc/subgid gives the user too few numbers, "
    "the helper lost its setuid bit or capability, or the program is in a restricted namespace itself";
constexpr std::string_view newuidmap_remedy =
    "'grep $USER /etc/subuid /etc/subgid' and 'ls -l /usr/bin/newuidmap; getcap /usr/bin/newuidmap'; when both are "
    "right, 'sudo aa-userns-gen suggest' names the program that has no grant. In a sandbox of bubblewrap it cannot "
    "work at all, and no policy helps: start the program outside of it";
constexpr std::string_view desktop_cause =
    "the browser or the Electron program may not make user namespaces, which its sandbox is built from: no AppArmor "
    "profile grants them to the file that runs, and its setuid helper is not set up either";
constexpr std::string_view desktop_remedy =
    "grant it to the file that runs: 'sudo aa-userns-gen suggest PROGRAM | sudo aa-userns-gen apply -'; without "
    "PROGRAM, 'sudo aa-userns-gen suggest' finds it by its denials; do not use --no-sandbox";
constexpr std::string_view grant_bwrap =
    "'sudo aa-userns-gen apply runner' grants it to /usr/bin/bwrap; for another copy of bwrap, see 'sudo aa-userns-gen "
    "suggest'";
constexpr std::string_view container_remedy =
    "change how the container is started, not the profile of bwrap: for Docker '--security-opt apparmor=unconfined' "
    "and '--security-opt seccomp=unconfined', or profiles of your own there; for LXD and Incus "
    "'security.nesting=true'; 'cat /proc/self/attr/current' in the container shows its profile";
constexpr std::string_view unit_cause =
    "a unit of a user's manager has PrivateUsers= or another directive for which systemd itself makes a user "
    "namespace, and under Ubuntu's restriction it may not set that up; a profile for the program does not change that. "
    "Of a unit of the system, it may be that its User= does not exist";
constexpr std::string_view unit_remedy =
    "set PrivateUsers= and the other sandbox directives to 'no' in a drop-in of the unit, "
    "/etc/systemd/user/UNIT.d/zz-userns.conf, reload the user's manager and restart the unit; the program itself may "
    "need a profile as well: 'sudo aa-userns-gen suggest'";

constexpr std::array<KnownMessage, 32> messages = {{
    {"bwrap-slave", "bwrap",
     "failed to make / slave: permission denied|failed to make / slave: operation not permitted|mount proc on "
     "/newroot/proc: permission denied",
     "bwrap: Failed to make / slave: Permission denied",
     "bwrap runs inside of a container, and the container's own AppArmor profile, such as docker-default, denies "
     "mounts, or its seccomp filter does; on a host without containers, bwrap has no profile and is in "
     "'unprivileged_userns'",
     container_remedy},
    {"bwrap-proc", "bwrap", "mount proc on /newroot/proc: operation not permitted",
     "bwrap: Can't mount proc on /newroot/proc: Operation not permitted",
     "bwrap runs inside of a container or of another sandbox, where parts of /proc are covered: the kernel allows a "
     "new /proc only where the whole of the old one is to be seen; AppArmor has no part in it",
     "start it outside of the outer sandbox; in a container, uncover /proc ('--security-opt systempaths=unconfined' of "
     "Docker, 'unmask=ALL' of Podman); or have bwrap bind the old one, '--bind /proc /proc' in place of '--proc "
     "/proc'"},
    {"bwrap-file-caps", "bwrap", "unexpected capabilities but not setuid, old file caps config",
     "bwrap: Unexpected capabilities but not setuid, old file caps config?",
     "bwrap was started with capabilities that it did not ask for: its file has some, or the service or container that "
     "starts it leaves ambient ones; AppArmor has no part in it",
     "'getcap /usr/bin/bwrap' must be empty ('sudo setcap -r /usr/bin/bwrap'); start it without ambient capabilities, "
     "such as AmbientCapabilities= of a unit"},
    {"claude-sandbox", "Claude Code, sandbox-runtime",
     "sandbox required but unavailable|sandbox.failifunavailable|bubblewrap cannot create a user namespace",
     "Error: sandbox required but unavailable: bubblewrap cannot create a user namespace",
     "the coding agent tried bubblewrap, and that may not use user namespaces: it has no AppArmor profile with "
     "'userns,', or two of them",
     grant_bwrap},
    {"codex-sandbox", "Codex", "codex-linux-sandbox & permission denied|operation not permitted|bubblewrap is unable",
     "codex-linux-sandbox: bwrap: setting up uid map: Permission denied",
     "Codex starts a bubblewrap, the one in /usr/bin or one that it brings along and executes by its descriptor (its "
     "records have the name '3'), and no profile grants user namespaces to that",
     "'sudo aa-userns-gen apply codex'; where Codex uses the one that it brings along, install the package bubblewrap"},
    {"stacker", "stacker", "stacker & fork/exec /proc/self/exe|user namespace|userns & permi|failed|error",
     "stacker: error: fork/exec /proc/self/exe: operation not permitted", no_profile, suggest_it},
    {"buildkit", "buildkitd",
     "buildkit & fork/exec /proc/self/exe|rootless|userns & operation not permitted|permission "
     "denied",
     "buildkitd: error: rootless mode: fork/exec /proc/self/exe: operation not permitted",
     "rootless BuildKit starts itself anew by rootlesskit in a user namespace, and no AppArmor profile grants that to "
     "the rootlesskit that runs; inside of a container, that container's profile or seccomp filter may forbid it",
     suggest_it},
    {"rootlesskit-map", "rootlesskit", "rootlesskit & failed to setup uid/gid map",
     "[rootlesskit:parent] error: failed to setup UID/GID map: newuidmap 4711 [0 1000 1] failed: exit status 1",
     newuidmap_cause, newuidmap_remedy},
    {"rootlesskit", "rootlesskit",
     "rootlesskit & failed to start the child|fork/exec /proc/self/exe: operation not permitted|fork/exec "
     "/proc/self/exe: "
     "permission denied|rootlesskit failed",
     "[rootlesskit:parent] error: failed to start the child: fork/exec /proc/self/exe: operation not permitted",
     "rootlesskit has no AppArmor profile with 'userns,' under the path where it is installed: the distribution's "
     "profile is for /usr/bin/rootlesskit alone, and rootless Docker brings one along, as in ~/bin or /usr/local/bin",
     "'readlink -f \"$(command -v rootlesskit)\"' as that user prints the path that needs the grant, with the template "
     "'gateway'; in the log it is the record 'userns_create' of 'rootlesskit' or of 'exe': 'sudo aa-userns-gen "
     "suggest'"},
    {"reexec", "programs that start themselves anew",
     "fork/exec /proc/self/exe: operation not permitted|fork/exec /proc/self/exe: permission denied",
     "fork/exec /proc/self/exe: operation not permitted", no_profile, suggest_it},
    {"apptainer", "Apptainer, Singularity",
     "failed to create user namespace|apptainer-suid|singularity-suid|could not write info to setgroups",
     "ERROR  : Failed to create user namespace: Permission denied",
     "Apptainer without its setuid part makes a user namespace, and no AppArmor profile grants that to its starter, or "
     "two profiles claim it",
     "grant the starter program, not the wrapper 'apptainer': /usr/libexec/apptainer/bin/starter or "
     "/usr/lib/x86_64-linux-gnu/apptainer/bin/starter (for Singularity .../singularity/bin/starter), with the template "
     "'gateway'; 'sudo aa-userns-gen suggest' names the one that was refused"},
    {"oci-proc", "runc, crun", "error mounting proc to rootfs*operation not permitted",
     "runc run failed: error mounting \"proc\" to rootfs at \"/proc\": operation not permitted",
     "a container inside of a container, where parts of /proc are covered; AppArmor has no part in it",
     "start the outer container with the whole of /proc ('--security-opt systempaths=unconfined' of Docker, "
     "'unmask=ALL' of Podman)"},
    {"chrome-move", "Chrome, Electron", "failed to move to new namespace",
     "Failed to move to new namespace: PID namespaces supported, Network namespace supported, but failed: errno = "
     "Operation not permitted",
     desktop_cause, desktop_remedy},
    {"chrome-suid-not-root", "Chrome, Electron", "the setuid sandbox is not running as root",
     "The setuid sandbox is not running as root. Common causes:", desktop_cause, desktop_remedy},
    {"chrome-playwright", "Playwright", "chromium sandboxing failed", "Chromium sandboxing failed!",
     "the browser in Playwright's own folder has no AppArmor profile; its name in records is 'chrome' or "
     "'headless_shell'",
     desktop_remedy},
    {"steam", "Steam", "steam now requires user namespaces|steam & user namespaces",
     "steam.sh[4711]: Error: Steam now requires user namespaces to be enabled.",
     "Steam's launcher tried a bubblewrap, its own 'srt-bwrap' or /usr/bin/bwrap, and no AppArmor profile grants user "
     "namespaces to that, or to the launcher that starts it (/usr/games/steam, /usr/lib/steam/bin_steam.sh)",
     "'sudo aa-userns-gen apply runner' for /usr/bin/bwrap, and 'sudo aa-userns-gen suggest' for the launcher and "
     "Steam's own bubblewrap: each that was refused is named there"},
    {"nix-sandbox", "Nix",
     "does not support the kernel namespaces that are required for sandboxing|cloning builder process",
     "error: this system does not support the kernel namespaces that are required for sandboxing; use '--no-sandbox' "
     "to disable sandboxing",
     "Nix may not make the namespaces of its sandbox: without its daemon, the user's own nix does, and has no AppArmor "
     "profile; in a container, the container forbids it",
     suggest_it},
    {"guix-container", "guix", "guix & error: mount:|error: clone: & permission denied|operation not permitted",
     "guix shell: error: mount: mount \"none\" on \"/tmp/guix-directory.Ab12Cd\": Permission denied",
     "guix made a user namespace for a container, and no capability works in it: no AppArmor profile grants it to the "
     "program that runs guix, which is a guile in /gnu/store",
     suggest_it},
    {"nsjail", "nsjail", "initclonens()|~mount(/, /, & permission denied|operation not permitted",
     "initCloneNs():391 mount('/', '/', NULL, MS_REC|MS_PRIVATE, NULL): Permission denied",
     "the jailer made a user namespace and may not mount in it: no AppArmor profile grants it to the nsjail that runs",
     suggest_it},
    {"bazel-sandbox", "Bazel", "linux-sandbox & permission denied|operation not permitted|not supported on your system",
     "src/main/tools/linux-sandbox-pid1.cc:180: \"mount\": Permission denied",
     "Bazel's linux-sandbox may not use user namespaces: no AppArmor profile grants them to the file that runs, which "
     "Bazel unpacks into the user's cache, as ~/.cache/bazel/_bazel_USER/install/*/linux-sandbox",
     "'sudo aa-userns-gen suggest' names the file; since users can change it there, an --install_base in a folder of "
     "root's is the better place for a grant"},
    {"mkosi", "mkosi", "mkosi was forbidden to unshare|mkosi & unshare & permi|forbidden",
     "mkosi was forbidden to unshare namespaces.",
     "mkosi is a script of Python, and no AppArmor profile grants user namespaces to its file; in records it is called "
     "'mkosi'",
     "grant the script itself, with the path that 'readlink -f \"$(command -v mkosi)\"' prints and the template "
     "'gateway': 'sudo aa-userns-gen suggest'; when it is started as 'python3 -m mkosi' the grant does not count"},
    {"mmdebstrap", "mmdebstrap", "failed to unshare the user namespace|mmdebstrap & unshare & failed|permitted|denied",
     "E: failed to unshare the user namespace",
     "mmdebstrap is a script of Perl, and no AppArmor profile grants user namespaces to its file; in records it is "
     "called 'mmdebstrap'",
     "grant the script itself, /usr/bin/mmdebstrap, with the template 'gateway': 'sudo aa-userns-gen suggest'"},
    {"bitbake", "BitBake", "user namespaces are not usable by bitbake",
     "ERROR: User namespaces are not usable by BitBake, possibly due to AppArmor.",
     "BitBake is a script of Python in a source tree, and no AppArmor profile grants user namespaces to its file",
     "grant the script bitbake/bin/bitbake by its path, with the template 'gateway'; since users can change it there, "
     "this needs 'allow: [user-writable]' and a reason, or a tree of root's"},
    {"firejail-setuid", "firejail", "the sandbox is not setuid root", "Error: the sandbox is not setuid root",
     "firejail is made to be setuid root, and lost that bit; user namespaces and AppArmor's restriction of them have "
     "no part in it",
     "'sudo chown root:root /usr/bin/firejail && sudo chmod 4755 /usr/bin/firejail', or install its package again"},
    {"aa-notify", "Ubuntu's own dialog (aa-notify)", "create an user namespace|wants to create a user namespace",
     "Application mytool wants to create an user namespace which could be used to compromise your system",
     "AppArmor's notifier found the record of a program without a profile that made a user namespace, and asks whether "
     "it may; 'allow' writes a profile with flags=(unconfined) and 'userns,' for the program's path into "
     "/etc/apparmor.d and loads it, 'deny' one with 'audit deny userns,'; both are named after the program",
     "allow it only for a program that you know, in a place where only root can write; 'sudo aa-userns-gen suggest' "
     "shows the path that the record has, and writes a policy that can be taken back with 'remove'. After a 'deny', "
     "take its file out of /etc/apparmor.d first"},
    {"parser-unknown-line", "aa-complain, aa-enforce and the other tools of apparmor-utils",
     "unknown line found in file|syntax error: unknown line",
     "ERROR: Syntax Error: Unknown line found in file /etc/apparmor.d/mydesk line 6:",
     "the tool does not understand the line; with 'userns,' there, it is older than AppArmor 4.0, as the parser is "
     "that says 'syntax error' for the rule",
     "'apparmor_parser --version' shows which it is; before 4.0 nothing restricts user namespaces, and the file is to "
     "be taken out of /etc/apparmor.d; later ones have the tools of apparmor-utils too old: update that package"},
    {"systemd-user-namespacing", "systemd", "failed to set up user namespacing",
     "app.service: Failed to set up user namespacing: Permission denied", unit_cause, unit_remedy},
    {"systemd-step-user", "systemd", "failed at step user spawning",
     "app.service: Failed at step USER spawning /usr/local/bin/app: Permission denied", unit_cause, unit_remedy},
    {"pasta", "pasta, slirp4netns",
     "couldn*t open user namespace|couldn*t create user namespace|failed to open user namespace",
     "Couldn't create user namespace: Operation not permitted", no_profile, suggest_it},
    {"lxc-usernsexec", "LXC", "lxc & failed to clone*userns|failed to set up id mapping|usernsexec & permi|failed",
     "lxc-usernsexec: failed to set up id mapping: newuidmap failed", newuidmap_cause, newuidmap_remedy},
    {"userns-disabled", "several programs", "unprivileged user namespaces are disabled|user namespaces are disabled",
     "error: unprivileged user namespaces are disabled; enable them with sysctl kernel.unprivileged_userns_clone=1",
     "the program tried a user namespace and could not use it; it cannot tell a switched off kernel from a missing "
     "grant",
     "'sysctl kernel.unprivileged_userns_clone user.max_user_namespaces kernel.apparmor_restrict_unprivileged_userns' "
     "shows which: with 1 in the last, 'sudo aa-userns-gen suggest' names the program that needs the grant"},
    {"glycin", "programs of GNOME (glycin)", "glycin & sandbox|bwrap|exited early",
     "glycin: Loader process exited early: bwrap: setting up uid map: Permission denied",
     "the loader of images starts bwrap for its sandbox, and that may not use user namespaces", grant_bwrap},
}};

}  // namespace

std::span<const KnownMessage> messages_of_tools() {
  return messages;
}

}  // namespace aug
