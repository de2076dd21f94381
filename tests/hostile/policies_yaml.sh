#!/bin/sh
# Texts that are made to be misread.
# shellcheck source=tests/hostile/in_root.sh
. "$(dirname "$0")/in_root.sh"

in_root policies_yaml
