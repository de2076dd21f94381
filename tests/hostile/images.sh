#!/bin/sh
# Trees of others, worked on with --root.
# shellcheck source=tests/hostile/in_root.sh
. "$(dirname "$0")/in_root.sh"

in_root images
