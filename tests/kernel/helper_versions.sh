#!/bin/sh
# A helper that an update places in the folder of its next version: with a wildcard it goes on working, without one that is told; under
# our profiles, and under the distribution's.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh
# shellcheck source=tests/machine/bubblewrap.sh
. /project/tests/machine/bubblewrap.sh

agent=/usr/local/agent
mkdir -p $agent/versions/1.9
own_program $agent/versions/1.9/helper
chmod 755 $agent/versions/1.9/helper
move() { mv $agent/versions/* "$agent/versions/$1"; }

follows_versions() {
    sentence "$1: without a wildcard, the next version is told, and is refused"
    agent_policy $agent/versions/1.9/helper
    apply_agent
    helper_works $agent/versions/1.9/helper
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
    agent_policy "$agent/versions/*/helper"
    apply_agent
    helper_works $agent/versions/1.10/helper
    expect_status 0 aa-userns-gen verify
    move 2.0-beta
    helper_works $agent/versions/2.0-beta/helper
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
    helper_works $agent/versions/2.0-beta/helper
    expect_status 0 aa-userns-gen remove agent
    move 1.9
}

restrict_users
follows_versions "our profiles"
place_stock
follows_versions "the distribution's"

sentence "a helper of a user's own, in a home that others cannot enter, is tried as well"
mount -t tmpfs -o mode=755 tmpfs /home
mkdir -p /home/user/.local/agent/1.0
cp $agent/versions/1.9/helper /home/user/.local/agent/1.0/
chown -R nobody: /home/user
chmod 700 /home/user
agent_policy "/home/*/.local/agent/*/helper"
expect_status 3 aa-userns-gen apply --when always /tmp/agent.yaml
expect_output "user-writable"
printf '    allow: [user-writable]\n    reason: the vendor updates itself in place\n' >>/tmp/agent.yaml
apply_agent
expect_status 0 aa-userns-gen verify
expect_output "allowed: user-writable: the vendor updates itself in place"
