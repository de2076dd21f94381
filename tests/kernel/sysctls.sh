#!/bin/sh
# Kernel settings of a policy: set, kept over a boot, shown, and brought back; the story of Claude Desktop Manager's scripts.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

restriction=/proc/sys/kernel/apparmor_restrict_unprivileged_userns
file=/etc/sysctl.d/zz-aa-userns-gen.conf

snapshot_settings() {
    find /etc/sysctl.d -printf '%y %m %p %l\n' | sort
    find /etc/sysctl.d -type f -exec sha256sum {} +
    cat $restriction /proc/sys/kernel/apparmor_restrict_unprivileged_unconfined /proc/sys/user/max_user_namespaces
}

expect_bwrap() { expect_status "$1" as_nobody bwrap --unshare-user --bind / / true; }

# What a boot makes of the files in the order of sysctl.d(5).
boot_settings() { /usr/lib/systemd/systemd-sysctl; }

sentence "check: doctor says what is restricted, and bubblewrap is refused"
mkdir -p /etc/sysctl.d
snapshot_settings >/tmp/before
expect_bwrap 1
expect_status 7 aa-userns-gen doctor /usr/bin/bwrap

sentence "fix: plan names the setting; apply sets it, says what that costs, and bubblewrap works"
expect_status 0 aa-userns-gen plan claude-desktop-sysctl
expect_output "set kernel.apparmor_restrict_unprivileged_userns = 0"
expect_output "+kernel.apparmor_restrict_unprivileged_userns = 0"
expect_output "less protection for the whole host"
red=$(printf '\033[1;31m')
expect_output "${red}less protection" aa-userns-gen plan claude-desktop-sysctl --color=always
expect_status 0 aa-userns-gen apply claude-desktop-sysctl
expect_output "less protection for the whole host"
[ "$(cat $restriction)" = 0 ] || complain "the restriction is on"
expect_bwrap 0
expect_status 0 aa-userns-gen apply claude-desktop-sysctl
expect_output "no changes"

sentence "status and verify show it, and doctor names the policy that did it"
expect_status 0 aa-userns-gen status
expect_output "in-effect        kernel.apparmor_restrict_unprivileged_userns = 0"
expect_status 0 aa-userns-gen verify
expect_output '"before": "1"' aa-userns-gen status --json
expect_output "${red}kernel.apparmor_restrict_unprivileged_userns = 0" aa-userns-gen status --color=always
run aa-userns-gen doctor --color=always
expect_output "${red}the restriction is off"
expect_output "aa-userns-gen remove claude-desktop-sysctl"

sentence "it is there after a boot, also behind files that say otherwise"
echo 1 >$restriction
boot_settings
[ "$(cat $restriction)" = 0 ] || complain "the boot did not set it"

sentence "drift: another running value, an edited and a missing file are named, and reconcile puts them right"
echo 1 >$restriction
expect_status 7 aa-userns-gen status
expect_output "it is 1 now"
expect_status 7 aa-userns-gen verify
expect_status 0 aa-userns-gen reconcile
[ "$(cat $restriction)" = 0 ] || complain "the value is still another"
echo "# mine" >>$file
expect_status 7 aa-userns-gen status
expect_output "$file was changed"
expect_status 0 aa-userns-gen reconcile
rm $file
expect_status 7 aa-userns-gen status
expect_status 0 aa-userns-gen reconcile
expect_status 0 aa-userns-gen status

sentence "revert: remove brings back value and files, and bubblewrap is refused again"
expect_status 0 aa-userns-gen remove claude-desktop-sysctl
snapshot_settings >/tmp/after
expect_same /tmp/before /tmp/after
expect_bwrap 1

sentence "a file that sorts later is overruled by a name that sorts later still"
printf 'kernel.apparmor_restrict_unprivileged_userns = 1\n' >/etc/sysctl.d/zz-vendor.conf
expect_status 0 aa-userns-gen apply claude-desktop-sysctl
[ -e /etc/sysctl.d/zzz-aa-userns-gen.conf ] || complain "no file with such a name"
boot_settings
[ "$(cat $restriction)" = 0 ] || complain "the vendor's file wins"
expect_status 0 aa-userns-gen remove claude-desktop-sysctl
rm /etc/sysctl.d/zz-vendor.conf

sentence "rollback brings back value and file, in both directions"
expect_status 0 aa-userns-gen apply runner
expect_status 0 aa-userns-gen apply claude-desktop-sysctl
expect_status 0 aa-userns-gen rollback
[ "$(cat $restriction)" = 1 ] || complain "the value stayed"
[ ! -e $file ] || complain "the file stayed"
expect_bwrap 0
expect_status 0 aa-userns-gen remove --all
snapshot_settings >/tmp/after
expect_same /tmp/before /tmp/after

sentence "two policies may share a setting; they may not disagree"
printf 'version: 1\nname: one\nsysctls: [{name: user.max_user_namespaces, value: 4000}]\n' >/tmp/one.yaml
printf 'version: 1\nname: two\nsysctls: [{name: user.max_user_namespaces, value: 4000}]\n' >/tmp/two.yaml
expect_status 0 aa-userns-gen apply /tmp/one.yaml /tmp/two.yaml
expect_status 0 aa-userns-gen remove one
[ "$(cat /proc/sys/user/max_user_namespaces)" = 4000 ] || complain "the other policy lost its setting"
sed 's/4000/5000/; s/two/zero/' /tmp/two.yaml >/tmp/zero.yaml
expect_status 6 aa-userns-gen apply /tmp/zero.yaml
expect_output "policy 'two' sets it to 4000"
expect_status 0 aa-userns-gen remove two
snapshot_settings >/tmp/after
expect_same /tmp/before /tmp/after

sentence "a file of somebody else under our name is not touched"
echo "vm.swappiness = 60" >$file
expect_status 6 aa-userns-gen apply /tmp/one.yaml
expect_output "cannot change $file: it is not ours"
expect_output "vm.swappiness = 60" cat $file
rm $file

sentence "a setting that the kernel lacks: exit 4, or skipped with a notice"
printf 'version: 1\nname: clone\nsysctls: [{name: kernel.unprivileged_userns_clone, value: 1}]\n' >/tmp/clone.yaml
if [ ! -e /proc/sys/kernel/unprivileged_userns_clone ]; then
    expect_status 4 aa-userns-gen apply /tmp/clone.yaml
    expect_output "this kernel has no setting"
    sed -i 's/value: 1/value: 1, if_absent: skip/' /tmp/clone.yaml
    expect_status 0 aa-userns-gen apply /tmp/clone.yaml
    expect_output "skipped"
    expect_status 0 aa-userns-gen remove clone
fi

sentence "an image tree gets the file, and the running value stays"
mkdir -p /tmp/image/etc/apparmor.d/abi
expect_status 0 aa-userns-gen apply --root /tmp/image /tmp/one.yaml
[ -e /tmp/image$file ] || complain "no file in the image"
expect_output staged aa-userns-gen status --root /tmp/image
snapshot_settings >/tmp/after
expect_same /tmp/before /tmp/after
