#!/bin/sh
# README.md and the man page against the program: exit statuses, commands, options and states.
cd "$(dirname "$0")/../.." || exit
exec /usr/bin/python3 tests/packaging/documents.py build/release/bin/aa-userns-gen build/release/aa-userns-gen.8
