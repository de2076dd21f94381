#!/bin/sh
# Limits that a caller left to root's command, as sudo(8) hands on those of its user, stop nothing: root may lift them.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

# with LIMIT COMMAND...: both the soft one and the hard one.
with() {
    limit=$1
    shift
    # shellcheck disable=SC2016  # for the inner shell
    run granting sh -c 'ulimit '"$limit"'; exec "$@"' sh "$@"
}

for limit in "-s 64" "-s 128" "-n 5" "-n 8" "-f 0" "-t 1" "-v 20000"; do
    sentence "a change with ulimit $limit"
    with "$limit" aa-userns-gen apply --when always runner
    expect_status 0
    with "$limit" aa-userns-gen verify
    expect_status 0
    with "$limit" aa-userns-gen remove runner
    expect_status 0
done
