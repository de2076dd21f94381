#!/bin/sh
# A helper that an update places in the folder of its next version: with a wildcard it goes on working, without one that is told; under
# our profiles, and under the distribution's.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

stock=/etc/apparmor.d/bwrap-userns-restrict
agent=/usr/local/agent
mkdir -p $agent/versions/1.9
own_program $agent/versions/1.9/helper
chmod 755 $agent/versions/1.9/helper
policy() {
    cat >/tmp/agent.yaml <<END
version: 1
name: agent
binaries:
  - path: /usr/bin/bwrap
    template: bwrap
    on_conflict: extend
    helpers: ["$1"]
END
}
apply() { expect_status 0 aa-userns-gen apply --when always /tmp/agent.yaml; }
in_sandbox() { run as_nobody bwrap --unshare-user --bind / / "$@"; }
expect_refused() { [ "$status" != 0 ] || complain "$command" "is not refused" "$output"; }
move() { mv $agent/versions/* "$agent/versions/$1"; }

works() {
    in_sandbox sh -c "$1/helper --user --map-root-user --mount true"
    expect_status 0
    in_sandbox "$1/helper" --user --map-root-user --mount mount -t tmpfs tmpfs /mnt
    expect_refused
    in_sandbox "$1/helper" --user --map-root-user "$1/helper" --user --map-root-user true
    expect_status 0
    in_sandbox unshare --user --map-root-user true
    expect_refused
}

follows_versions() {
    sentence "$1: without a wildcard, the next version is told, and is refused"
    policy $agent/versions/1.9/helper
    apply
    works $agent/versions/1.9
    expect_status 0 aa-userns-gen verify
    move 1.10
    in_sandbox $agent/versions/1.10/helper --user --map-root-user true
    expect_refused
    for each in verify status; do
        expect_status 7 aa-userns-gen $each
        expect_output "it is not there, and $agent/versions/1.10/helper is, which the policy does not name"
    done
    run aa-userns-gen doctor
    expect_output "$agent/versions/1.10/helper"
    expect_status 0 aa-userns-gen reconcile
    expect_status 7 aa-userns-gen verify

    sentence "$1: with one, it works"
    policy "$agent/versions/*/helper"
    apply
    works $agent/versions/1.10
    expect_status 0 aa-userns-gen verify
    move 2.0-beta
    works $agent/versions/2.0-beta
    expect_status 0 aa-userns-gen verify
    expect_output "granted          $agent/versions/*/helper"

    sentence "$1: but nothing else does, in no other folder"
    mkdir -p $agent/versions/2.0-beta/deeper
    cp $agent/versions/2.0-beta/helper $agent/versions/2.0-beta/deeper/helper
    in_sandbox $agent/versions/2.0-beta/deeper/helper --user --map-root-user --mount true
    expect_refused
    rm -r $agent/versions/2.0-beta/deeper

    sentence "$1: one that is gone is told until it is planned anew"
    mv $agent/versions/2.0-beta/helper /tmp/helper
    expect_status 7 aa-userns-gen verify
    expect_output "it was there when the policy was applied, and is gone"
    expect_status 0 aa-userns-gen reconcile
    expect_status 0 aa-userns-gen verify
    mv /tmp/helper $agent/versions/2.0-beta/helper
    expect_status 0 aa-userns-gen reconcile
    works $agent/versions/2.0-beta
    expect_status 0 aa-userns-gen remove agent
    move 1.9
}

restrict_users
follows_versions "our profiles"
cp /usr/share/apparmor/extra-profiles/bwrap-userns-restrict $stock
apparmor_parser --replace --skip-cache $stock
follows_versions "the distribution's"

sentence "a helper of a user's own, in a home that others cannot enter, is tried as well"
mount -t tmpfs -o mode=755 tmpfs /home
mkdir -p /home/user/.local/agent/1.0
cp $agent/versions/1.9/helper /home/user/.local/agent/1.0/
chown -R nobody: /home/user
chmod 700 /home/user
policy "/home/*/.local/agent/*/helper"
expect_status 3 aa-userns-gen apply --when always /tmp/agent.yaml
expect_output "user-writable"
printf '    allow: [user-writable]\n    reason: the vendor updates itself in place\n' >>/tmp/agent.yaml
apply
expect_status 0 aa-userns-gen verify
expect_output "allowed: user-writable: the vendor updates itself in place"
