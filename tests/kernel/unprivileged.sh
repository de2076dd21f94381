#!/bin/sh
# Without root, what can be told is told, and nothing is changed.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh


user() {
    run granting setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
}

everything() {
    snapshot_host
    find /var/lib/aa-userns-gen -mindepth 1 -printf '%y %m %p %l\n' | sort
}

expect_nothing_changed() {
    everything >/tmp/now
    expect_same /tmp/untouched /tmp/now
}

# One JSON object and nothing else, whose exit is that of the program.
expect_json() {
    printf '%s\n' "$output" >/tmp/output.json
    wanted=$status
    expect_status 0 python3 -c '
import json, sys
said = json.load(open("/tmp/output.json"))
assert said["schema"] == 1 and said["exit"] == int(sys.argv[1]) and said["command"] == sys.argv[2], said
assert isinstance(said["diagnoses"], list)
' "$wanted" "$1"
}

everything >/tmp/untouched

sentence "a user can check, render and plan"
user aa-userns-gen check runner
expect_status 0
user aa-userns-gen render runner
expect_status 0
expect_output "profile bwrap"
user aa-userns-gen plan runner
expect_status 0
expect_output "place /etc/apparmor.d/aa-userns-gen.bwrap"
expect_output "only root"
expect_nothing_changed

sentence "a user can ask for status, and hears what needs root; verify proves all or nothing"
user aa-userns-gen status
expect_status 0
expect_output "host: ready"
expect_output "only root may"
user aa-userns-gen verify
expect_status 4
expect_output "cannot verify: only root may"

sentence "a user cannot apply or remove, and is told so"
for verb in "apply runner" "remove runner" "remove --all" "remove --all --purge"; do
    # shellcheck disable=SC2086
    user aa-userns-gen $verb
    expect_status 4
    expect_output "only root may"
    expect_nothing_changed
done
user aa-userns-gen apply runner --best-effort
expect_status 0
user aa-userns-gen apply runner --dry-run
expect_status 0
expect_nothing_changed

sentence "each of these speaks JSON when asked"
for verb in "check runner" "render runner" "plan runner" status verify "apply runner" "remove runner"; do
    # shellcheck disable=SC2086
    user aa-userns-gen $verb --json
    expect_json "${verb% *}"
done

expect_status 0 granting aa-userns-gen apply runner
everything >/tmp/untouched
sentence "a user sees nothing of what is applied, and says so"
for verb in status "status --json" "plan runner"; do
    # shellcheck disable=SC2086
    user aa-userns-gen $verb
    expect_status 0
    expect_output "only root may"
done
user aa-userns-gen plan runner --exit-code
expect_status 7
for verb in "apply runner" "remove runner"; do
    # shellcheck disable=SC2086
    user aa-userns-gen $verb
    expect_status 4
    expect_nothing_changed
done

sentence "a caller's environment, umask and limits change nothing"
restrict_users
expect_status 0 aa-userns-gen remove runner
(
    umask 077
    granting prlimit --nofile=40 env -i PATH=/nowhere TMPDIR=/nowhere IFS=/ /usr/bin/aa-userns-gen apply runner
) >/tmp/applied 2>&1 || complain "$(cat /tmp/applied)"
expect_status 0 as_nobody bwrap --unshare-user --bind / / true
expect_output 644 stat -c %a /etc/apparmor.d/aa-userns-gen.bwrap
expect_output 700 stat -c %a /var/lib/aa-userns-gen/generations
