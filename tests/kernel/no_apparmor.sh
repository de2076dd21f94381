#!/bin/sh
# A kernel that runs without AppArmor: nothing can be granted, and the tool says what to do; images can be prepared.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

everything() {
    find /etc/apparmor.d /var/lib/aa-userns-gen -printf '%y %m %p %l\n' | sort
}

expect_nothing_changed() {
    everything >/tmp/now
    expect_same /tmp/untouched /tmp/now
}

everything >/tmp/untouched

sentence "the kernel runs without AppArmor"
expect_output N cat /sys/module/apparmor/parameters/enabled
run ls "$apparmorfs"
expect_status 2

sentence "apply says that it cannot, and what to do"
run aa-userns-gen apply runner
expect_status 4
expect_output "without AppArmor"
expect_output "command line"
expect_output "--root DIR"
expect_output "--best-effort"
expect_nothing_changed
expect_status 4 aa-userns-gen apply runner --when always
expect_nothing_changed

sentence "maintainer scripts carry on with --best-effort, and leave nothing behind"
run aa-userns-gen apply runner --best-effort
expect_status 0
expect_output "without AppArmor"
expect_nothing_changed

sentence "an invalid policy is a mistake all the same"
echo 'version: 1' >/tmp/invalid.yaml
expect_status 3 aa-userns-gen apply /tmp/invalid.yaml
expect_status 3 aa-userns-gen apply /tmp/invalid.yaml --best-effort

sentence "check and render need no AppArmor in the kernel"
expect_status 0 aa-userns-gen check runner
expect_status 0 aa-userns-gen render runner
expect_output "profile bwrap"

sentence "status says what this host is good for"
expect_status 0 aa-userns-gen status
expect_output "files-only"
expect_output '"level": "files-only"' aa-userns-gen status --json

sentence "doctor says first that AppArmor is off, by which word, and how to switch it on"
run aa-userns-gen doctor --json
expect_status 7
printf '%s\n' "$output" >/tmp/checks.json
run python3 -c '
import json
check = json.load(open("/tmp/checks.json"))["checks"][0]
print(check["level"], check["id"], check["message"], check["evidence"], check["remedy"], sep="\n")'
expect_output "warn
kernel-apparmor
this kernel runs without AppArmor"
expect_output "the kernel's command line has apparmor=0"
expect_output "sed -i 's/ *\\bapparmor=0\\b//' /etc/default/grub
mkdir -p /etc/default/grub.d"
expect_output "update-grub"
expect_nothing_changed

sentence "removing what was never applied is no failure: postrm scripts do so"
expect_status 0 aa-userns-gen remove runner
expect_status 0 aa-userns-gen remove --all

sentence "an image can be prepared"
mkdir -p /tmp/tree/usr/bin /tmp/tree/etc /tmp/tree/var/lib
cp -a /etc/apparmor.d /tmp/tree/etc
cp /usr/bin/bwrap /tmp/tree/usr/bin
expect_status 0 aa-userns-gen apply --root /tmp/tree runner
expect_output staged
expect_status 0 aa-userns-gen status --root /tmp/tree
expect_status 0 aa-userns-gen remove --root /tmp/tree runner
expect_no_output diff -r /etc/apparmor.d /tmp/tree/etc/apparmor.d

sentence "what was applied before AppArmor was switched off can be removed"
expect_status 0 aa-userns-gen apply --root /tmp/tree runner
cp -a /tmp/tree/etc/apparmor.d/aa-userns-gen.* /etc/apparmor.d
mkdir -p /var/lib/aa-userns-gen
cp -a /tmp/tree/var/lib/aa-userns-gen/. /var/lib/aa-userns-gen
expect_status 0 aa-userns-gen status
expect_output staged
expect_status 0 aa-userns-gen remove runner
expect_status 1 test -e /etc/apparmor.d/aa-userns-gen.bwrap
