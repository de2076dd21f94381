#!/bin/sh
# random_grants.sh [SETS [SEED]]: what doctor says of random sets of profiles, held against what a plain user can do with the programs.
# shellcheck source=tests/machine/findings.sh
. /project/tests/machine/findings.sh

# doctor shall have nothing to say of bubblewrap.
mount --bind /dev/null /usr/bin/bwrap
mount -t tmpfs -o mode=755 tmpfs /opt
own_program /run/own_program

sentence "doctor says of a program what a plain user can do with it"
run python3 -B /project/tests/machine/random_grants.py "${1:-12}" ${2:+"$2"}
echo "$output" | grep '^# ' || true
expect_status 0
