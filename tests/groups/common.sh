# shellcheck shell=sh
# What the groups share: each counts its checks and ends with the line "N passed, N failed, N skipped".
# Output is shown only of what fails.
set -eu

project=$(cd "$(dirname "$0")/../.." && pwd)
cd "$project"
group=${0##*/}
passed=0 failed=0 skipped=0
work=$(mktemp -d)
log=$work/log

finish() {
    status=$?
    rm -rf "$work"
    if [ "$status" != 0 ]; then
        echo "not ok - $group stopped with exit status $status"
        failed=$((failed + 1))
    elif [ $((passed + failed + skipped)) = 0 ]; then
        echo "not ok - $group has nothing to run"
        failed=1
    fi
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" = 0 ] || exit 1
}
trap finish EXIT

pass() {
    echo "ok - $1"
    passed=$((passed + 1))
}

fail() {
    echo "not ok - $1"
    sed 's/^/    /' "$log"
    failed=$((failed + 1))
}

skip() {
    echo "skipped - $1"
    skipped=$((skipped + 1))
}

# check SENTENCE COMMAND...
check() {
    sentence=$1
    shift
    if "$@" >"$log" 2>&1; then pass "$sentence"; else fail "$sentence"; fi
}

# build PRESET [TARGET], where a warning is an error. Nothing in a group can run without its build, so a failure ends it.
build() {
    if ! { cmake --preset "$1" -DAUG_WERROR=ON && cmake --build --preset "$1" --target "${2-all}"; } >"$log" 2>&1; then
        fail "builds with preset $1"
        exit 0
    fi
}

# doctest PROGRAM: counts its test cases.
doctest() {
    status=0
    "$1" --no-colors >"$log" 2>&1 || status=$?
    # [doctest] test cases: 3 | 2 passed | 1 failed | 0 skipped
    counts=$(sed -nE 's/^\[doctest\] test cases:.*\| *([0-9]+) passed \| *([0-9]+) failed \| *([0-9]+) skip.*/\1 \2 \3/p' "$log")
    # shellcheck disable=SC2086  # three numbers
    set -- "$1" ${counts:-0 0 0}
    if [ "$status" != 0 ]; then
        fail "$1"
        failed=$((failed - 1 + ($3 > 0 ? $3 : 1)))
    else
        echo "ok - $1: $2 test cases"
        sed -n 's/.*MESSAGE: \(.* points tried\)$/# \1/p' "$log"
    fi
    passed=$((passed + $2)) skipped=$((skipped + $4))
}

# sentences NAME STATUS: counts the lines "ok - ...", "not ok - ..." and "skipped - ..." of the log.
# A script that fails without such a line failed all the same.
sentences() {
    good=$(grep -c '^ok ' "$log") || true
    bad=$(grep -c '^not ok ' "$log") || true
    left_out=$(grep -c '^skipped ' "$log") || true
    if [ "$2" != 0 ] && [ "$bad" = 0 ] || [ $((good + bad + left_out)) = 0 ]; then
        bad=$((bad + 1))
    fi
    if [ "$bad" = 0 ]; then
        echo "ok - $1: $good sentences"
    else
        fail "$1"
        failed=$((failed - 1))
    fi
    passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left_out))
}
