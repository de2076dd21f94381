#!/bin/sh
# The stage that the other scripts play on, tried with the distribution's own profile for bwrap.
. /project/tests/machine/lib.sh

profile=/etc/apparmor.d/bwrap-userns-restrict

if [ "$KERNEL" = stock ]; then
    sentence "a kernel without the restriction lets everybody make namespaces, and mount in them"
    expect_status 0 as_nobody bwrap --unshare-user --bind / / true
    expect_status 0 as_nobody bwrap --unshare-all --cap-add ALL --dev-bind / / mount -t tmpfs none /mnt
fi

sentence "a user without a profile is refused"
restrict_users
snapshot_host >/tmp/before
run as_nobody bwrap --unshare-user --bind / / true
expect_status 1
expect_output "$REFUSAL"

sentence "the distribution's profile grants it"
cp /usr/share/apparmor/extra-profiles/bwrap-userns-restrict $profile
expect_status 0 apparmor_parser --replace $profile
expect_status 0 as_nobody bwrap --unshare-user --bind / / true
expect_output "bwrap//&unpriv_bwrap (enforce)" as_nobody bwrap --unshare-user --bind / / cat /proc/self/attr/current

sentence "what runs inside has no capabilities"
run as_nobody bwrap --unshare-all --cap-add ALL --dev-bind / / mount -t tmpfs none /mnt
expect_status 32
expect_output "must be superuser"

sentence "a snapshot shows the file and both profiles"
snapshot_host >/tmp/granted
run diff /tmp/before /tmp/granted
expect_output "kernel bwrap enforce"
expect_output "kernel unpriv_bwrap enforce"
expect_output $profile

sentence "taken away again, nothing is left of it and the user is refused"
expect_status 0 apparmor_parser --remove $profile
rm $profile
snapshot_host >/tmp/after
expect_same /tmp/before /tmp/after
expect_output "$REFUSAL" as_nobody bwrap --unshare-user --bind / / true

sentence "the guest cannot write to the folders it shares with the host"
run touch /usr/bin/here
expect_status 1
run touch /project/here
expect_status 1
