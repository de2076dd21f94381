#!/bin/sh
# The JSON Schema of policies, against the program: what check takes is valid, and what a schema can tell is refused by both.
cd "$(dirname "$0")/../.." || exit
exec /usr/bin/python3 tests/packaging/schema.py build/release/bin/aa-userns-gen
