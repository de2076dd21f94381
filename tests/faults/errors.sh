#!/bin/sh
# errors.sh [extend]: an error at every point. Each system call that changes anything fails, one after the other, as on a broken disk;
# and each that starts a program or opens a file, as where there are too many. The change is taken back, or it is done: never half.
# shellcheck source=tests/faults/changes.sh
. /project/tests/faults/changes.sh

# fail_at ERROR CALL N COMMAND...
fail_at() {
    error=$1 call=$2 number=$3
    shift 3
    run strace -qq -o /tmp/trace -e trace="$call" -e inject="$call:error=$error:when=$number" "$@"
}

# try_errors ERROR CALL CASE [STRIDE]: at the first such call, the second, until there are no more.
try_errors() {
    error=$1 call=$2 case=$3 stride=${4-1}
    # shellcheck disable=SC2046  # words
    set -- aa-userns-gen $(command_of "$case")
    number=1
    while fail_at "$error" "$call" $number "$@"; grep -q INJECTED /tmp/trace; do
        points=$((points + 1)) number=$((number + stride))
        whole_host >/tmp/now
        case $status in
            0) wanted=after ;;
            1 | 3 | 4 | 6) wanted=before ;; # 6: with its file unread, a profile of the kernel is from no file
            *) wanted=before && complain "exit status $status" ;;
        esac
        cmp -s /tmp/now /tmp/$wanted ||
            complain "$error at $call $((number - stride)), exit status $status: $output" "$(diff /tmp/$wanted /tmp/now || true)"
        if ! cmp -s /tmp/now /tmp/before; then prepare "$case"; fi
    done
    prepare "$case"
}

tried=0
for case in extend withdraw; do
    sentence "$case, with an error at any point, is done or taken back"
    learn $case
    points=0
    for call in $calls; do
        try_errors EIO "$call" "$case"
    done
    tried=$((tried + points))
done
if [ "${1-}" = extend ]; then
    close_sentence
    echo "# errors: $tried points tried, $failures violations"
    exit
fi

# What the other changes do is among what this one does.
sentence "apply-changed, with an error at any point, is done or taken back"
learn apply-changed
points=0
for call in $calls; do
    try_errors EIO "$call" apply-changed
done
for call in clone clone3 vfork fork; do
    try_errors EAGAIN $call apply-changed
done
tried=$((tried + points))

sentence "apply-new, out of open files at many points, is done or taken back"
learn apply-new
points=0
for call in pipe2 memfd_create; do
    try_errors EMFILE $call apply-new
done
try_errors EMFILE openat2 apply-new 17
tried=$((tried + points))
close_sentence
echo "# errors: $tried points tried, $failures violations"
