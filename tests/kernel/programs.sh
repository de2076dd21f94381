#!/bin/sh
# Some real programs of Debian; all of them, and what this takes from there, are in tests/programs.
# shellcheck source=tests/programs/lib.sh
. /project/tests/programs/lib.sh

program bubblewrap bubblewrap /usr/bin/bwrap runner "bwrap --unshare-all --ro-bind / / echo it works" "it works"

program rootlesskit rootlesskit /usr/bin/rootlesskit rootless-docker "rootlesskit sh -c 'echo it is \$(id -u)'" "it is 0"

program mmdebstrap mmdebstrap /usr/bin/mmdebstrap suggested "mmdebstrap --unshare-helper sh -c 'echo it is \$(id -u)'" "it is 0"
