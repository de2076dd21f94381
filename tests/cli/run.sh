#!/bin/sh
# tests/cli/run.sh [--update] [NAME...]: runs t_NAME.sh and compares what it prints with t_NAME.out, byte for byte.
# --update takes what is printed as expected, and counts as skipped: read the diff.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
AUG_BINARY=${AUG_BINARY-$here/../../build/dev/bin/aa-userns-gen}
export AUG_BINARY
unset NO_COLOR
update=
if [ "${1-}" = --update ]; then
    update=yes
    shift
fi
[ $# -gt 0 ] || set -- "$here"/t_*.sh
# Many at once, each in a process and a folder of its own.
if [ $# -gt 1 ] && [ -z "$update" ]; then
    printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 "$0" || exit 1
    exit
fi

box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT

# What is another one in each run.
filtered() {
    sed -E -e "s|$box|TMP|g" -e "s|$(cd "$here/../.." && pwd)|PROJECT|g" -e "s|PROJECT/build/[a-z-]+/|PROJECT/build/PRESET/|g" -e 's/[0-9]{8}T[0-9]{6}Z/NOW/g' \
        -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/NOW/g' -e 's/by uid [0-9]+ (\([a-z]+\) )?from [^ :]+:/by SOMEBODY:/g'
}

failed=0
for test; do
    name=$(basename "$test" .sh)
    name=${name#t_}
    rm -rf "${box:?}"/*
    (cd "$box" && sh -eu "$here/t_$name.sh" 2>&1) | filtered >"$box.out" || true
    if [ -n "$update" ]; then
        mv "$box.out" "$here/t_$name.out"
        echo "skipped - $name: accepted, not tested"
    elif said=$(diff -u "$here/t_$name.out" "$box.out"); then
        echo "ok - $name"
    else
        printf '%s\n' "$said" "not ok - $name"  # at once: others write here, too
        failed=1
    fi
done
rm -f "$box.out"
exit $failed
