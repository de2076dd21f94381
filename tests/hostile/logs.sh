#!/bin/sh
# Logs that others write in.
# shellcheck source=tests/hostile/in_root.sh
. "$(dirname "$0")/in_root.sh"

in_root logs
