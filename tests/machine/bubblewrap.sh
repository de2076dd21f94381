# shellcheck shell=sh
# shellcheck disable=SC2154  # $status, $output and $command are those of sentences.sh
# Sandboxes of bubblewrap, and the distribution's profile for it. For scripts that include lib.sh.

stock=/etc/apparmor.d/bwrap-userns-restrict

# As Ubuntu 25.04 and later have it.
place_stock() {
    cp /usr/share/apparmor/extra-profiles/bwrap-userns-restrict $stock
    apparmor_parser --replace --skip-cache $stock
}

# Where it is in place, it is on, and its file is as it came.
stock_is_as_placed() {
    [ -e $stock ] || return 0
    [ ! -e /etc/apparmor.d/disable/bwrap-userns-restrict ] || complain "the distribution's profile is switched off"
    cmp -s /usr/share/apparmor/extra-profiles/bwrap-userns-restrict $stock || complain "the distribution's file was changed"
}

remove_stock() {
    apparmor_parser --remove $stock
    rm $stock
}

in_sandbox() { run as_nobody bwrap --unshare-user --bind / / "$@"; }

expect_refused() { [ "$status" != 0 ] || complain "$command" "is not refused" "$output"; }

# agent_policy HELPER: for a helper in the sandbox, beside the distribution's profile where that serves.
agent_policy() {
    cat >/tmp/agent.yaml <<POLICY
version: 1
name: agent
binaries:
  - path: /usr/bin/bwrap
    template: bwrap
    on_conflict: extend
    helpers: ["$1"]
POLICY
}

apply_agent() { expect_status 0 aa-userns-gen apply --when always /tmp/agent.yaml; }

# helper_works PATH: it makes a namespace in the sandbox, by bubblewrap and by a shell, and one in that; what it runs has nothing of it.
helper_works() {
    in_sandbox "$1" --user --map-root-user --mount true
    expect_status 0
    in_sandbox sh -c "'$1' --user --map-root-user --mount true"
    expect_status 0
    in_sandbox "$1" --user --map-root-user "$1" --user --map-root-user true
    expect_status 0
    in_sandbox "$1" --user --map-root-user --mount mount -t tmpfs tmpfs /mnt
    expect_refused
    in_sandbox "$1" --user --map-root-user unshare --user --map-root-user true
    expect_refused
    in_sandbox unshare --user --map-root-user true
    expect_refused
}

helper_is_refused() {
    in_sandbox true
    expect_status 0
    in_sandbox "$1" --user --map-root-user --mount true
    expect_refused
}
