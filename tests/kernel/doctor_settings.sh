#!/bin/sh
# doctor and settings of the kernel: the first finding names the file that makes them, and its remedy cures it for good.
# shellcheck source=tests/machine/findings.sh
. /project/tests/machine/findings.sh

sysctls=/proc/sys/kernel
expect_status 0 aa-userns-gen apply runner

sentence "the restriction switched off by a file of LXD's kind"
mkdir -p /run/sysctl.d /etc/sysctl.d
echo 'kernel.apparmor_restrict_unprivileged_userns = 0' >/run/sysctl.d/zz-lxd.conf
echo 'kernel.apparmor_restrict_unprivileged_userns = 1' >/etc/sysctl.d/10-apparmor.conf
expect_status 0 /usr/lib/systemd/systemd-sysctl
expect_output 0 cat $sysctls/apparmor_restrict_unprivileged_userns
diagnose
expect_first warn sysctl-restriction /run/sysctl.d/zz-lxd.conf:1
follow_remedy
expect_output 1 cat $sysctls/apparmor_restrict_unprivileged_userns
expect_status 0 /usr/lib/systemd/systemd-sysctl
expect_output 1 cat $sysctls/apparmor_restrict_unprivileged_userns
expect_healthy

sentence "and by ufw, which comes later"
mkdir -p /etc/ufw
echo 'ENABLED=yes' >/etc/ufw/ufw.conf
printf '# of ufw\nkernel/apparmor_restrict_unprivileged_userns=0\n' >/etc/ufw/sysctl.conf
diagnose
expect_first warn sysctl-restriction /etc/ufw/sysctl.conf:2
follow_remedy
expect_healthy
rm -r /etc/ufw

sentence "only root may create namespaces: kernel.unprivileged_userns_clone"
echo 'kernel.unprivileged_userns_clone = 0' >/etc/sysctl.d/hardening.conf
expect_status 0 /usr/lib/systemd/systemd-sysctl
expect_output 0 cat $sysctls/unprivileged_userns_clone
expect_bwrap_fails
diagnose
expect_first fail sysctl-clone /etc/sysctl.d/hardening.conf:1
follow_remedy
expect_bwrap_works
expect_status 0 /usr/lib/systemd/systemd-sysctl
expect_healthy

sentence "nobody may: user.max_user_namespaces"
echo 'user.max_user_namespaces = 0' >>/etc/sysctl.d/hardening.conf
expect_status 0 /usr/lib/systemd/systemd-sysctl
expect_bwrap_fails
diagnose
expect_first fail sysctl-limit /etc/sysctl.d/hardening.conf:2
follow_remedy
expect_bwrap_works
expect_status 0 /usr/lib/systemd/systemd-sysctl
expect_healthy
rm /etc/sysctl.d/*.conf /run/sysctl.d/*.conf

sentence "the limit is reached: each user has one, so it is seen by the user that reached it"
limit=$(cat /proc/sys/user/max_user_namespaces)
echo 1 >/proc/sys/user/max_user_namespaces
setpriv --reuid 65534 --regid 65534 --clear-groups unshare --user sleep 1000 &
holder=$!
in_namespace() { [ "$(readlink /proc/$holder/ns/user)" != "$(readlink /proc/self/ns/user)" ]; }
wait_for in_namespace
run as_nobody aa-userns-gen doctor
expect_status 7
expect_output "limit of user namespaces is reached"
expect_output "sysctl -w user.max_user_namespaces="
kill $holder
echo "$limit" >/proc/sys/user/max_user_namespaces
expect_healthy
