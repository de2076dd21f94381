#!/bin/sh
# Profiles and templates that others left.
# shellcheck source=tests/hostile/in_root.sh
. "$(dirname "$0")/in_root.sh"

in_root files
