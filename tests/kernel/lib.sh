# shellcheck shell=sh
# What the test scripts of this folder share. A script is a row of sentences, each with what it runs and expects:
#
#   # boot: --kernel ubuntu --userland trixie      (one line for each machine that it is run on, options as for `boot`)
#   . /project/tests/kernel/lib.sh
#   sentence "bwrap is refused"
#   run as_nobody bwrap --unshare-user --bind / / true
#   expect_status 1
#   expect_output "$REFUSAL"
#
# An expectation takes a command to run as well: expect_status 0 aa-userns-gen remove runner
set -eu

apparmorfs=/sys/kernel/security/apparmor
sentences=0 failures=0 open_sentence='' complaints='' output='' status=0

. /project/tests/kernel/restriction.sh

sentence() {
    close_sentence
    open_sentence=$1
}

close_sentence() {
    [ -n "$open_sentence" ] || return 0
    sentences=$((sentences + 1))
    if [ -z "$complaints" ]; then
        echo "ok - $open_sentence"
    else
        failures=$((failures + 1))
        printf 'not ok - %s\n%s' "$open_sentence" "$complaints"
    fi
    open_sentence='' complaints=''
}

# What went wrong is kept until the sentence ends: later expectations are still looked at.
complain() {
    complaints="$complaints$(printf '%s\n' "$@" | sed 's/^/#   /')
"
}

run() {
    command=$*
    status=0
    output=$("$@" 2>&1) || status=$?
}

expect_status() {
    wanted=$1
    shift
    [ $# = 0 ] || run "$@"
    [ "$status" = "$wanted" ] || complain "$command" "exit status $status instead of $wanted" "$output"
}

expect_output() {
    wanted=$1
    shift
    [ $# = 0 ] || run "$@"
    case $output in
        *"$wanted"*) ;;
        *) complain "$command" "does not say: $wanted" "$output" ;;
    esac
}

expect_no_output() {
    [ $# = 0 ] || run "$@"
    [ -z "$output" ] || complain "$command" "should say nothing" "$output"
}

expect_same() {
    run diff "$1" "$2"
    [ "$status" = 0 ] || complain "differs: $1 (<) from $2 (>)" "$output"
}

finish() {
    code=$?
    [ "$code" = 0 ] || complain "the script stopped here, with exit status $code"
    close_sentence
    echo "1..$sentences"
    [ "$failures" = 0 ] || exit 1
}
trap finish EXIT

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
