#!/bin/sh
# commands.sh SIZE...: what the commands take on policies of so many programs, on this kernel.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

mount -t tmpfs -o mode=755 tmpfs /opt
python3 -B /project/tests/bench/commands.py "$@"
