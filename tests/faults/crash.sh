#!/bin/sh
# crash.sh [CHANGE...]: a crash at every point. The program is killed at each system call that changes anything, one after the other,
# until it gets through. After `recover` the host has to be as before the command or as after it: files, kernel profiles, state.
# shellcheck source=tests/faults/changes.sh
. /project/tests/faults/changes.sh

tried=0
# The second machine runs the same program: there every third point is enough.
step=1
[ "$KERNEL" = ubuntu ] || step=3

# kill_at CALL N COMMAND...: exit status 137 when it was killed there, 0 when it has no such call.
kill_at() {
    call=$1 number=$2
    shift 2
    code=0
    strace -qq -o /dev/null -e trace="$call" -e inject="$call:signal=SIGKILL:when=$number" "$@" >/tmp/out 2>&1 || code=$?
    [ $code = 0 ] || [ $code = 137 ] || complain "$*" "killed at $call $number: exit status $code" "$(cat /tmp/out)"
    return $code
}

# shellcheck disable=SC2086  # words
[ $# != 0 ] || set -- $changes
for case; do
    sentence "$case, killed at any point, leaves the host as before or as after"
    learn "$case"
    # shellcheck disable=SC2046  # words
    set -- aa-userns-gen $(command_of "$case")
    points=0
    for call in $calls; do
        number=1
        while ! kill_at "$call" $number "$@"; do
            points=$((points + 1)) number=$((number + step))
            aa-userns-gen recover >/tmp/recovered 2>&1 || complain "recover after $call $number" "$(cat /tmp/recovered)"
            whole_host >/tmp/now
            if cmp -s /tmp/now /tmp/after; then
                prepare "$case"
            elif ! cmp -s /tmp/now /tmp/before; then
                complain "killed at $call $((number - step))" "$(diff /tmp/before /tmp/now || true)"
                prepare "$case"
            fi
        done
        prepare "$case"
    done
    tried=$((tried + points))
    close_sentence
    echo "# $case: $points points"
done
echo "# crash: $tried points tried, $failures violations"
