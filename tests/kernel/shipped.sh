#!/bin/sh
# The policies that come with the program, each of them: what a user of it does first, and what the parser says of its profiles where
# its programs are there.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

cases=/project/tests/golden/cases
policies=0
profiles=0
for file in /project/policies/*.yaml; do
    name=$(basename "$file" .yaml)
    policies=$((policies + 1))
    sentence "$name: check and render take it, list has it, and the parser takes its profiles"
    expect_status 0 aa-userns-gen check "$name"
    expect_status 0 aa-userns-gen render "$name"
    expect_output "$name " aa-userns-gen list

    # Most programs are not here, and their profiles are left out; on the host of the golden cases everything is installed.
    for profile in "$cases/shipped-$name"/expected/aa-userns-gen.*; do
        [ -e "$profile" ] || continue
        profiles=$((profiles + 1))
        expect_status 0 apparmor_parser --skip-kernel-load --skip-cache "$profile"
        expect_no_output apparmor_parser --skip-kernel-load --skip-cache --quiet "$profile"
    done
done
echo "# $policies policies, $profiles profiles"
[ "$profiles" -gt "$policies" ] || complain "only $profiles profiles"
