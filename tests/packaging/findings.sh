#!/bin/sh
# The ids of findings: those in the code, those that explain knows, and those of aa-userns-gen-findings(7) are the same.
cd "$(dirname "$0")/../.." || exit
exec /usr/bin/python3 tests/packaging/findings.py build/release/bin/aa-userns-gen build/release/aa-userns-gen-findings.7
