#!/bin/sh
# Paths that lead to what others decide.
# shellcheck source=tests/hostile/in_root.sh
. "$(dirname "$0")/in_root.sh"

in_root policies_paths
