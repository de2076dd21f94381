# shellcheck shell=sh
# What the test scripts that run in a machine share. A script is a row of sentences, each with what it
# runs and expects; the file `machines` of its folder says which machines it runs on.
#
#   . /project/tests/machine/lib.sh
#   sentence "bwrap is refused"
#   run as_nobody bwrap --unshare-user --bind / / true
#   expect_status 1
#   expect_output "$REFUSAL"
#
# An expectation takes a command to run as well: expect_status 0 aa-userns-gen remove runner
set -eu

apparmorfs=/sys/kernel/security/apparmor

# shellcheck source=tests/machine/sentences.sh
. /project/tests/machine/sentences.sh
. /project/tests/machine/restriction.sh

# All that a change of policy can leave behind, one line each: compare two of these with expect_same.
snapshot_host() {
    find /etc/apparmor.d -printf '%y %m %u:%g %p %l\n' | sort
    find /etc/apparmor.d -type f -exec sha256sum {} + | sort -k 2
    for kernel_profile in $(find "$apparmorfs/policy/profiles" -name sha256 | sort); do
        kernel_profile=${kernel_profile%/sha256}
        read -r name <"$kernel_profile/name"
        read -r mode <"$kernel_profile/mode"
        read -r sha256 <"$kernel_profile/sha256"
        echo "kernel $name $mode $sha256"
    done | sort
}

# own_program PATH: a program of its own that makes a namespace as unshare does. A mere copy of that would be known for what it is.
own_program() {
    cp /usr/bin/unshare "$1"
    echo >>"$1"
}

# wait_for COMMAND...: until it succeeds, for half a minute.
wait_for() {
    for _ in $(seq 150); do
        if "$@" >/tmp/waited 2>&1; then return; fi
        sleep 0.2
    done
    complain "$*" "did not come" "$(cat /tmp/waited)"
}
