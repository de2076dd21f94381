#!/bin/sh
# An image is prepared with --root, which places files only. When it boots, apparmor.service loads them; later applies
# on the running machine take over from there.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh


tree=/tmp/tree
mkdir -p $tree/usr/bin $tree/etc $tree/var/lib
cp -a /etc/apparmor.d $tree/etc
cp /usr/bin/bwrap $tree/usr/bin
restrict_users
apparmor_parser --replace /etc/apparmor.d/unprivileged_userns
snapshot_host >/tmp/before

sentence "apply --root places files in the tree, and touches neither host nor kernel"
expect_status 0 aa-userns-gen apply --root $tree runner
expect_output staged
expect_status 0 test -f $tree/etc/apparmor.d/aa-userns-gen.bwrap
snapshot_host >/tmp/now
expect_same /tmp/before /tmp/now
run ls -A /var/lib/aa-userns-gen
expect_no_output

sentence "a second apply --root does nothing; status --root finds it staged"
expect_output "no changes" aa-userns-gen apply --root $tree runner
expect_output staged aa-userns-gen status --root $tree
expect_status 0
expect_output files-only

sentence "apply --root needs no root"
cp -a $tree /tmp/own-tree
rm -r /tmp/own-tree/var/lib/aa-userns-gen /tmp/own-tree/etc/apparmor.d/aa-userns-gen.*
chown -R 65534:65534 /tmp/own-tree
expect_status 0 setpriv --reuid 65534 --regid 65534 --clear-groups aa-userns-gen apply --root /tmp/own-tree runner
expect_same $tree/etc/apparmor.d/aa-userns-gen.bwrap /tmp/own-tree/etc/apparmor.d/aa-userns-gen.bwrap

# From here on the tree is the machine.
cp -a $tree/etc/apparmor.d/aa-userns-gen.* /etc/apparmor.d
cp -a $tree/var/lib/aa-userns-gen/. /var/lib/aa-userns-gen

sentence "before apparmor.service ran, status says not-loaded"
expect_status 7 aa-userns-gen status
expect_output not-loaded
run as_nobody bwrap --unshare-user --bind / / true
expect_output "$REFUSAL"

sentence "once it ran, bwrap works, and status has nothing to complain about"
expect_status 0 apparmor_parser --replace --write-cache /etc/apparmor.d
expect_status 0 as_nobody bwrap --unshare-user --bind / / true
expect_status 0 aa-userns-gen status
expect_output granted
expect_status 0 aa-userns-gen verify runner

sentence "a plain apply then adopts it, once, and the grant is never away"
# shellcheck disable=SC2016  # expanded by the inner shell
as_nobody sh -c 'while [ ! -e /tmp/stop ]; do bwrap --unshare-user --bind / / true || echo refused; done' \
    >/tmp/meanwhile 2>&1 &
expect_status 0 granting aa-userns-gen apply runner
expect_output granted
expect_output "no changes" granting aa-userns-gen apply runner
touch /tmp/stop
wait
expect_no_output cat /tmp/meanwhile
expect_status 0 aa-userns-gen status

sentence "remove leaves nothing"
expect_status 0 aa-userns-gen remove runner
snapshot_host >/tmp/after
expect_same /tmp/before /tmp/after
expect_output "$REFUSAL" as_nobody bwrap --unshare-user --bind / / true

sentence "a tree whose state was not copied: apply takes the files for its own"
cp -a $tree/etc/apparmor.d/aa-userns-gen.* /etc/apparmor.d
rm -rf /var/lib/aa-userns-gen/*
expect_status 0 apparmor_parser --replace /etc/apparmor.d/aa-userns-gen.*
expect_status 0 granting aa-userns-gen apply runner
expect_status 0 as_nobody bwrap --unshare-user --bind / / true
expect_status 0 aa-userns-gen status
