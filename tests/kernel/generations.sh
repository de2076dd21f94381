#!/bin/sh
# Every generation can be gone back to, and forward again, byte for byte: files, kernel, state.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

# The kernel's checksum is that of a whole load, which may have brought other profiles along: status compares each profile's bytes.
describe_host() {
    snapshot_host | sed 's/^\(kernel .*\) .*/\1/'
    aa-userns-gen status
    readlink /var/lib/aa-userns-gen/current || true
}

apply() { aa-userns-gen apply --when always "$@"; }

tool() { printf 'version: 1\nname: tool\nbinaries: [{path: %s, template: gateway, profile: tool}]\n' "$1" >/tmp/tool.yaml; }

# expect_generation N: the host is as it was when this generation was applied.
expect_generation() {
    describe_host >/tmp/now
    expect_same "/tmp/generation$1" /tmp/now
}

sentence "three changes make three generations"
number=0
describe_host >/tmp/generation0
for change in runner true false; do
    number=$((number + 1))
    case $change in
        runner) expect_status 0 apply runner ;;
        *) tool "/usr/bin/$change" && expect_status 0 apply /tmp/tool.yaml ;;
    esac
    describe_host >/tmp/generation$number
done

sentence "rollback walks back one by one"
for number in 2 1; do
    expect_status 0 aa-userns-gen rollback
    expect_generation $number
done

sentence "before the first there was nothing"
expect_status 0 aa-userns-gen rollback 0
expect_generation 0

sentence "and forward again"
for number in 1 2 3; do
    expect_status 0 aa-userns-gen rollback $number
    expect_generation $number
    expect_status 0 aa-userns-gen verify
done

sentence "what is not there cannot be gone to, and history lists all of this"
expect_status 1 aa-userns-gen rollback 9
expect_generation 3
run sh -c "aa-userns-gen history | grep -c rollback"
expect_output 6
