# shellcheck shell=sh
# What the groups share. They say what came of each check, in lines that tests/runner/tally.py counts; output is shown only of what
# fails.
set -eu

project=$(cd "$(dirname "$0")/../.." && pwd)
cd "$project"
work=$(mktemp -d)
log=$work/log
trap 'rm -rf "$work"' EXIT

pass() { echo "ok - $1"; }

fail() {
    echo "not ok - $1"
    sed 's/^/    /' "$log"
}

skip() { echo "skipped - $1"; }

# check SENTENCE COMMAND...
check() {
    sentence=$1
    shift
    if "$@" >"$log" 2>&1; then pass "$sentence"; else fail "$sentence"; fi
}

# build PRESET [TARGET], where a warning is an error. Nothing in a group can run without its build, so a failure ends it.
# The release is built as releases are: tests run it on other systems than this one, with older libraries.
build() {
    where='env'
    [ "$1" != release ] || where=packaging/in-debian12
    if ! { $where cmake --preset "$1" -DAUG_WERROR=ON && $where cmake --build --preset "$1" --target "${2-all}"; } >"$log" 2>&1; then
        fail "builds with preset $1"
        exit 0
    fi
}

# doctest PROGRAM: counts its test cases.
doctest() {
    status=0
    "$1" --no-colors >"$log" 2>&1 || status=$?
    # [doctest] test cases: 3 | 2 passed | 1 failed | 0 skipped
    counts=$(sed -nE 's/^\[doctest\] test cases:.*\| *([0-9]+) passed \| *([0-9]+) failed \| .*/\1 \2/p' "$log")
    # shellcheck disable=SC2086  # two numbers
    set -- "$1" ${counts:-0 0}
    if [ "$status" != 0 ]; then
        echo "not ok $(($3 > 0 ? $3 : 1)) - $1"
        sed 's/^/    /' "$log"
    fi
    [ "$2" = 0 ] || echo "ok $2 - $1"
    # What is skipped is named: the test cases that are listed with --no-skip alone.
    "$1" --list-test-cases >"$work/run"
    "$1" --list-test-cases --no-skip | grep -vxFf "$work/run" | sed '/^\[doctest\]/d; s/^/skipped - /' || true
    sed -n 's/.*MESSAGE: \(.* points tried\)$/# \1/p' "$log"
}
