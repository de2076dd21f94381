#!/bin/sh
# Programs that run any other.
# shellcheck source=tests/hostile/in_root.sh
. "$(dirname "$0")/in_root.sh"

in_root policies_programs
