#!/bin/sh
# A crash at every point: the program is killed at each system call that changes anything, one after the other, until it gets through.
# After `recover` the host has to be as before the command or as after it: files, kernel profiles, state.
# boot: --timeout 840 --kernel ubuntu --userland trixie
# boot: --timeout 840 --kernel stock --userland sid
# shellcheck source=tests/kernel/lib.sh
. /project/tests/kernel/lib.sh

# Reading calls are left out; what is between two of these is the same for everybody else. openat and openat2 create files, but
# a file that is just created and empty is what the next write finds.
calls="write fsync ftruncate renameat unlinkat mkdirat symlinkat fchmod fchown fchownat"
state=/var/lib/aa-userns-gen
tried=0

# Everything that a command may change, but for what it says about itself: the history, and who holds the lock.
whole_host() {
    snapshot_host
    [ -d $state ] || return 0
    find $state -mindepth 1 \( -name lock -o -name '*history*' -o -name edited \) -prune -o ! -name generations \
        -printf '%y %m %P %l\n' | sort
    find $state -type f ! -name lock ! -name '*history*' -exec sha256sum {} + | sort -k 2
}

apply() { aa-userns-gen apply --when always --quiet "$@"; }

policy() {
    cat >/tmp/policy.yaml <<END
version: 1
name: policy
binaries:
  - path: $1
    template: gateway
    profile: policy
END
}

# From nothing, by the same way each time.
prepare() {
    aa-userns-gen remove --all --purge --quiet
    case $1 in
        apply-new) ;;
        apply-changed) policy /usr/bin/true && apply runner /tmp/policy.yaml && policy /usr/bin/false ;;
        remove) policy /usr/bin/true && apply /tmp/policy.yaml && apply runner ;;
        rollback) policy /usr/bin/true && apply /tmp/policy.yaml runner && policy /usr/bin/false && apply /tmp/policy.yaml ;;
    esac
}

command_of() {
    case $1 in
        apply-new) echo apply --when always runner ;;
        apply-changed) echo apply --when always /tmp/policy.yaml ;;
        remove) echo remove runner ;;
        rollback) echo rollback ;;
    esac
}

# kill_at CALL N COMMAND...: exit status 137 when it was killed there, 0 when it has no such call.
kill_at() {
    call=$1 number=$2
    shift 2
    code=0
    strace -qq -o /dev/null -e trace="$call" -e inject="$call:signal=SIGKILL:when=$number" "$@" >/tmp/out 2>&1 || code=$?
    [ $code = 0 ] || [ $code = 137 ] || complain "$*" "killed at $call $number: exit status $code" "$(cat /tmp/out)"
    return $code
}

for case in apply-new apply-changed remove rollback; do
    sentence "$case, killed at any point, leaves the host as before or as after"
    prepare $case
    # shellcheck disable=SC2046  # words
    set -- aa-userns-gen $(command_of $case)
    whole_host >/tmp/before
    "$@" >/dev/null 2>&1
    whole_host >/tmp/after
    prepare $case
    points=0
    for call in $calls; do
        number=1
        while ! kill_at "$call" $number "$@"; do
            points=$((points + 1)) number=$((number + 1))
            aa-userns-gen recover >/tmp/recovered 2>&1 || complain "recover after $call $number" "$(cat /tmp/recovered)"
            whole_host >/tmp/now
            if cmp -s /tmp/now /tmp/after; then
                prepare $case
            elif ! cmp -s /tmp/now /tmp/before; then
                complain "killed at $call $((number - 1))" "$(diff /tmp/before /tmp/now || true)"
                prepare $case
            fi
        done
        prepare $case
    done
    tried=$((tried + points))
    close_sentence
    echo "# $case: $points points"
done
echo "# crash: $tried points tried, $failures violations"
