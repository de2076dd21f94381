#!/bin/sh
# The JSON Schema of --json, against the program: what each command prints is valid, and what is not of it is refused.
cd "$(dirname "$0")/../.." || exit
exec /usr/bin/python3 tests/packaging/output_schema.py "$PWD/build/release/bin/aa-userns-gen"
