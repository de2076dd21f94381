#!/bin/sh
# A profile of another's with a rule for user namespaces is no grant by that: what does not work is said by doctor, apply and verify
# alike, and the remedy cures it. What a plain user can really do with the program is tried beside it.
# shellcheck source=tests/machine/findings.sh
. /project/tests/machine/findings.sh

mount -t tmpfs -o mode=755 tmpfs /opt
own_program /opt/tool
printf 'version: 1\nname: tool\nbinaries:\n  - path: /opt/tool\n    template: gateway\n    profile: ours\n' >/tmp/tool.yaml

expect_tool_works() { expect_status 0 as_nobody /opt/tool --user --map-root-user --mount mount -t tmpfs none /mnt; }
expect_tool_fails() {
    run as_nobody /opt/tool --user --map-root-user --mount mount -t tmpfs none /mnt
    [ "$status" != 0 ] || complain "the tool works" "$output"
}

# profile HEADER RULE...: becomes 'theirs', and is loaded.
profile() {
    printf 'abi <abi/4.0>,\ninclude <tunables/global>\nprofile theirs /opt/tool %s {\n' "$1" >/etc/apparmor.d/theirs
    shift
    printf '  %s\n' "$@" '}' >>/etc/apparmor.d/theirs
    expect_status 0 apparmor_parser --replace --skip-read-cache /etc/apparmor.d/theirs
}

# refused_as ID WORDS: by doctor, whose remedy cures it, and by apply.
refused_as() {
    expect_tool_fails
    diagnose /opt/tool
    expect_first fail "$1" "$2"
    expect_status 6 aa-userns-gen apply /tmp/tool.yaml
    follow_remedy
    expect_tool_works
    expect_healthy /opt/tool
    expect_status 0 aa-userns-gen remove --all --purge
    rm -f /etc/apparmor.d/disable/theirs
}

sentence "a stub that was switched to complain: a mount of its namespace is refused"
if [ "$USERLAND" != sid ]; then  # the mount of newer releases uses other calls
    profile 'flags=(complain)' userns,
    refused_as complaining "'theirs' (/etc/apparmor.d/theirs:3)"
fi

sentence "one that was switched to enforce: the program cannot load its libraries"
profile '' userns,
refused_as profile-refuses "keeps it from loading its libraries"

sentence "an enforced profile without a rule for namespaces, that lets nobody change the user"
profile 'flags=(attach_disconnected)' 'include <abstractions/base>' file, network, unix, signal,
refused_as profile-refuses "refuses user namespaces"

sentence "an enforced profile that denies them"
profile '' file, capability, 'deny userns,'
refused_as profile-refuses "refuses user namespaces"

sentence "what worked when it was applied, and does not any more, is drift"
profile 'flags=(unconfined)' userns,
expect_tool_works
expect_status 0 aa-userns-gen apply /tmp/tool.yaml
expect_output "granted-by-other"
expect_status 0 aa-userns-gen verify
profile '' userns,
expect_status 7 aa-userns-gen verify
expect_output "cannot load the libraries"
profile 'flags=(complain)' userns,
expect_status 7 aa-userns-gen verify
expect_output "in complain mode, grants it, but cannot use a user namespace"
expect_status 7 aa-userns-gen status
expect_output "in complain mode, grants it, which can break what it starts: verify tries whether it works"
profile 'flags=(unconfined)' userns,
expect_status 0 aa-userns-gen verify
expect_status 0 aa-userns-gen remove --all --purge

sentence "an enforced profile with all that the program needs is a grant"
profile 'flags=(attach_disconnected,mediate_deleted)' 'include <abstractions/base>' file, capability, userns, mount, network,
expect_tool_works
expect_status 0 aa-userns-gen apply /tmp/tool.yaml
expect_output "granted-by-other"
expect_status 0 aa-userns-gen verify
expect_healthy /opt/tool

sentence "one that allows the namespace and no mounts in it: nobody says that it works, and nobody that it does not"
profile 'flags=(attach_disconnected,mediate_deleted)' 'include <abstractions/base>' file, capability, userns, network,
expect_tool_fails
diagnose /opt/tool
expect_first warn limited-namespace "keeps it from some of what they are for"
expect_status 7 aa-userns-gen verify
expect_output "'theirs' (/etc/apparmor.d/theirs:3) grants it, but keeps it from some"
