#!/bin/sh
# A policy with a drop-in on a host that systemd does not run, and for an image tree: files only.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

drop_in=/etc/systemd/user/openshell-gateway.service.d/zz-aa-userns-gen.conf
snapshot_host >/tmp/before

sentence "without systemd the drop-in is placed, with a notice"
expect_status 0 aa-userns-gen apply openshell --restart-units
expect_output "systemd does not run here"
expect_output "PrivateTmp=no" cat $drop_in
expect_output "staged           user unit openshell-gateway.service" aa-userns-gen status
expect_status 0

sentence "what the unit has besides is found in its files"
printf '[Service]\nPrivateTmp=true\nReadOnlyPaths=/etc\n' >/etc/systemd/user/openshell-gateway.service
expect_status 0 aa-userns-gen apply openshell
expect_output "/etc/systemd/user/openshell-gateway.service:3: warning: systemd still creates a user namespace"
rm /etc/systemd/user/openshell-gateway.service

sentence "it goes without a trace"
expect_status 0 aa-userns-gen remove openshell
[ ! -e $drop_in ] || complain "the drop-in is still there"
snapshot_host >/tmp/after
expect_same /tmp/before /tmp/after

sentence "in an image tree"
mkdir -p /tmp/image/etc
cp -a /etc/apparmor.d /tmp/image/etc
expect_status 0 aa-userns-gen apply openshell --root /tmp/image
expect_output "staged           user unit openshell-gateway.service"
expect_output "PrivateTmp=no" cat /tmp/image$drop_in
expect_status 0 aa-userns-gen status --root /tmp/image
