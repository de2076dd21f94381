#!/bin/sh
# doctor: for each cause the first finding names it, and its remedy, run as it stands, cures it.
# boot: --kernel ubuntu --userland trixie
# boot: --kernel ubuntu --userland sid
# shellcheck source=tests/kernel/lib.sh
. /project/tests/kernel/lib.sh

stock=/usr/share/apparmor/extra-profiles/bwrap-userns-restrict
sysctls=/proc/sys/kernel

# Without a daemon, the kernel prints at most ten records in five seconds, and drops the others.
echo 0 >/proc/sys/kernel/printk_ratelimit

# diagnose ARGUMENTS...: the checks in /tmp/checks.json, the remedy of the first in /tmp/remedy.
diagnose() {
    run aa-userns-gen doctor --json "$@"
    printf '%s\n' "$output" >/tmp/checks.json
    python3 -c '
import json
checks = json.load(open("/tmp/checks.json"))["checks"]
levels = ["fail", "warn", "info", "ok"]
assert [levels.index(check["level"]) for check in checks] == sorted(levels.index(check["level"]) for check in checks)
assert all(set(check) == {"id", "level", "message", "evidence", "remedy"} for check in checks)
print(checks[0]["level"], checks[0]["id"], checks[0]["message"], checks[0]["evidence"], sep="\n")
open("/tmp/remedy", "w").write(checks[0]["remedy"] + "\n")' >/tmp/first || complain "bad JSON" "$output"
}

# expect_first LEVEL ID WORDS: what doctor says first.
expect_first() {
    expect_status 7
    [ "$(sed -n 1,2p /tmp/first)" = "$1
$2" ] || complain "first is $(cat /tmp/first), not $1 $2" "$(cat /tmp/remedy)"
    expect_output "$3" cat /tmp/first
}

follow_remedy() { expect_status 0 sh -eu /tmp/remedy; }

expect_healthy() {
    expect_status 0 aa-userns-gen doctor "$@"
    case $output in *warn\ * | *fail\ *) complain "not healthy" "$output" ;; esac
}

expect_bwrap_works() { expect_status 0 as_nobody bwrap --unshare-user --bind / / true; }
expect_bwrap_fails() { expect_status 1 as_nobody bwrap --unshare-user --bind / / true; }

# unload NAME...: whether loaded or not.
unload() {
    for name; do printf %s "$name" >$apparmorfs/.remove 2>/dev/null || true; done
}

gateway() { printf 'abi <abi/4.0>,\nprofile %s %s flags=(unconfined) {\n  userns,\n}\n' "$1" "$2" >"/etc/apparmor.d/$1"; }

mount -t tmpfs -o mode=755 tmpfs /opt
cp /usr/bin/unshare /opt/gw
expect_gw_works() { expect_status 0 as_nobody /opt/gw --user --map-root-user --mount mount -t tmpfs none /mnt; }
expect_gw_fails() { expect_status 1 as_nobody /opt/gw --user --map-root-user --mount mount -t tmpfs none /mnt; }

sentence "no profile: the remedy grants it"
expect_bwrap_fails
diagnose
expect_first fail no-profile /usr/bin/bwrap
follow_remedy
expect_bwrap_works

sentence "a host on which all is well: exit 0, at most one screen, no warning; with less seen, as a plain user too"
expect_healthy
[ "$(aa-userns-gen doctor | wc -l)" -le 24 ] || complain "more than a screen" "$output"
expect_status 0 as_nobody aa-userns-gen doctor
expect_output "this is not root"
case $output in *warn\ * | *fail\ *) complain "not healthy" "$output" ;; esac

sentence "no profile for a program that is asked for, as a plain user sees it too"
run as_nobody aa-userns-gen doctor /opt/gw
expect_status 7
expect_output "fail  /opt/gw: no profile grants it"
expect_gw_fails
diagnose /opt/gw
expect_first fail no-profile /opt/gw
follow_remedy
expect_gw_works
expect_healthy /opt/gw
expect_status 0 aa-userns-gen remove doctor-gw

sentence "the remedy holds for any path"
odd="/opt/My App: #1/it's"
mkdir "${odd%/*}"
cp /usr/bin/unshare "$odd"
diagnose "$odd"
expect_first fail no-profile "$odd"
follow_remedy
expect_status 0 as_nobody "$odd" --user --map-root-user true
expect_healthy "$odd"
expect_status 0 aa-userns-gen remove doctor-its

sentence "profile not loaded"
gateway gw /opt/gw
diagnose /opt/gw
expect_first fail not-loaded "'gw' (/etc/apparmor.d/gw:2)"
follow_remedy
expect_gw_works
expect_healthy /opt/gw

sentence "a link in disable"
mkdir -p /etc/apparmor.d/disable /etc/apparmor.d/force-complain
ln -s /etc/apparmor.d/gw /etc/apparmor.d/disable/
unload gw
expect_gw_fails
diagnose /opt/gw
expect_first fail disabled "'gw' (/etc/apparmor.d/gw:2)"
follow_remedy
expect_gw_works
expect_healthy /opt/gw

sentence "a link in force-complain"
ln -s /etc/apparmor.d/gw /etc/apparmor.d/force-complain/
expect_status 0 apparmor_parser --replace --skip-read-cache /etc/apparmor.d/gw
# Which calls a complaining profile refuses is the kernel's affair; the mount of newer releases uses others.
[ "$USERLAND" = sid ] || expect_gw_fails
diagnose /opt/gw
expect_first fail force-complain "'gw' (/etc/apparmor.d/gw:2)"
follow_remedy
expect_output "gw (unconfined)" cat $apparmorfs/profiles
expect_gw_works
expect_healthy /opt/gw

sentence "two profiles on one path"
gateway second /opt/gw
expect_status 0 apparmor_parser --replace /etc/apparmor.d/second
expect_gw_fails
diagnose /opt/gw
expect_first fail tie "'gw' (/etc/apparmor.d/gw:2) and 'second' (/etc/apparmor.d/second:2)"
follow_remedy
expect_gw_works
expect_healthy /opt/gw
rm -f /etc/apparmor.d/gw /etc/apparmor.d/second /etc/apparmor.d/disable/*
unload gw second

sentence "a second profile beside ours, one that does not grant and one that does"
printf 'abi <abi/4.0>,\nprofile other /usr/bin/bwrap {\n  file,\n}\n' >/etc/apparmor.d/other
expect_status 0 apparmor_parser --replace /etc/apparmor.d/other
expect_bwrap_fails
diagnose
expect_first fail tie "'other' (/etc/apparmor.d/other:2)"
follow_remedy
expect_bwrap_works
expect_healthy
rm /etc/apparmor.d/disable/other
gateway other /usr/bin/bwrap
expect_status 0 apparmor_parser --replace /etc/apparmor.d/other
expect_bwrap_fails
diagnose
expect_first fail tie "'other' (/etc/apparmor.d/other:2)"
follow_remedy
expect_bwrap_works
expect_healthy
rm /etc/apparmor.d/other
unload other
expect_status 0 aa-userns-gen reconcile

sentence "a profile that refuses"
printf 'abi <abi/4.0>,\nprofile gw /opt/gw {\n  file,\n  capability,\n}\n' >/etc/apparmor.d/gw
expect_status 0 apparmor_parser --replace /etc/apparmor.d/gw
diagnose /opt/gw
expect_first fail profile-refuses "'gw' (/etc/apparmor.d/gw:2)"
follow_remedy
expect_gw_works
expect_healthy /opt/gw
expect_status 0 aa-userns-gen remove doctor-gw
rm /etc/apparmor.d/gw
unload gw

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

sentence "the limit is reached"
limit=$(cat /proc/sys/user/max_user_namespaces)
echo 1 >/proc/sys/user/max_user_namespaces
setpriv --reuid 65534 --regid 65534 --clear-groups unshare --user sleep 1000 &
holder=$!
for _ in $(seq 100); do
    if ! as_nobody unshare --user true 2>/dev/null; then break; fi
    sleep 0.1
done
diagnose
expect_first fail namespaces "limit of user namespaces is reached"
follow_remedy
expect_bwrap_works
kill $holder
echo "$limit" >/proc/sys/user/max_user_namespaces
expect_healthy

sentence "the profile unprivileged_userns is missing in the kernel: seen by a plain user too"
unload unprivileged_userns
diagnose
expect_first fail unprivileged-userns "lacks the profile 'unprivileged_userns'"
run as_nobody aa-userns-gen doctor
expect_output "lacks the profile 'unprivileged_userns'"
follow_remedy
expect_output "unprivileged_userns (enforce)" cat $apparmorfs/profiles
expect_healthy

sentence "in a chroot, where the kernel refuses namespaces: that is the cause, not a profile"
mkdir /tmp/tree
mount --rbind / /tmp/tree
run chroot /tmp/tree aa-userns-gen doctor --json
expect_status 7
expect_output '"message": "the kernel refuses user namespaces in a chroot"'
expect_output '"remedy": "# run this outside of the chroot"'
case $output in *no-profile* | *profile-refuses*) complain "blames a profile" "$output" ;; esac
umount --recursive /tmp/tree

sentence "no_new_privs takes nothing from an unconfined process, and is told; from a confined one it does"
expect_status 0 setpriv --no-new-privs aa-userns-gen doctor
expect_output "info  no_new_privs is set on this process"
printf 'abi <abi/4.0>,\nprofile cage flags=(attach_disconnected) {\n  file,\n  capability,\n  network,\n  unix,\n  signal,\n  ptrace,\n  mount,\n  change_profile,\n}\n' |
    apparmor_parser --replace
run aa-exec -p cage -- setpriv --no-new-privs aa-userns-gen doctor
expect_status 7
expect_output "warn  no_new_privs is set on this confined process"
expect_output "AppArmor refuses user namespaces to this very process"
unload cage

sentence "root without capabilities: with less seen, and no wrong cause"
expect_status 0 setpriv --bounding-set=-all --inh-caps=-all aa-userns-gen doctor --verbose
expect_output "not everything could be found out"

sentence "in a namespace that is good for nothing: no profile is blamed"
run as_nobody unshare --user aa-userns-gen doctor
expect_status 7
expect_output "fail  this very process is in a user namespace that is good for nothing"
case $output in *"profile grants it"* | *"profile refuses"*) complain "blames a profile" "$output" ;; esac

sentence "in a container, that is told"
mkdir -p /run/systemd
echo lxc >/run/systemd/container
expect_status 0 aa-userns-gen doctor
expect_output "info  this is a container: its host decides on user namespaces"
rm /run/systemd/container

sentence "a setuid bubblewrap"
cp /usr/bin/bwrap /opt/bwrap
mount --bind /opt/bwrap /usr/bin/bwrap
chmod u+s /usr/bin/bwrap
diagnose
expect_first fail bwrap-setuid "refuses that since 0.11.2"
follow_remedy
umount /usr/bin/bwrap
rm /opt/bwrap
expect_healthy

sentence "our own profile, replaced in the kernel by one that refuses"
printf 'abi <abi/4.0>,\nprofile bwrap /usr/bin/bwrap {\n  file,\n  capability,\n}\n' | apparmor_parser --replace
expect_bwrap_fails
diagnose
expect_first fail profile-refuses "'bwrap' (/etc/apparmor.d/aa-userns-gen.bwrap:"
follow_remedy
expect_bwrap_works
expect_healthy

sentence "links to nothing and files that cannot be compiled break apparmor.service, and so do not go unseen"
ln -s /nowhere /etc/apparmor.d/gone
diagnose
expect_first warn broken-link /etc/apparmor.d/gone
follow_remedy
echo 'profile broken /opt/broken {' >/etc/apparmor.d/broken
diagnose
expect_first warn bad-profile /etc/apparmor.d/broken
follow_remedy
expect_status 0 apparmor_parser --replace /etc/apparmor.d
expect_healthy
rm /etc/apparmor.d/broken /etc/apparmor.d/disable/broken

sentence "one name in two files"
gateway one /opt/one
sed 's/second/one/' /etc/apparmor.d/one >/etc/apparmor.d/two
diagnose
expect_first warn duplicate-profile "'one' is in several files"
follow_remedy
expect_healthy
rm /etc/apparmor.d/one /etc/apparmor.d/two /etc/apparmor.d/disable/*
unload one

sentence "a program that runs since before its profile"
cp /usr/bin/sleep /opt/sleeper
/opt/sleeper 1000 &
printf 'version: 1\nname: sleeper\nbinaries: [{path: /opt/sleeper, template: gateway}]\n' | aa-userns-gen apply - >/tmp/applied 2>&1
diagnose
expect_first warn stale-process /opt/sleeper
kill $!
expect_healthy
expect_status 0 aa-userns-gen remove sleeper

sentence "a namespace within the sandbox of the stock profile for bwrap"
expect_status 0 aa-userns-gen remove runner
cp $stock /etc/apparmor.d/
expect_status 0 apparmor_parser --replace /etc/apparmor.d/bwrap-userns-restrict
expect_bwrap_works
expect_healthy
cp /usr/bin/unshare /usr/local/bin/nested
nest() { run as_nobody bwrap --unshare-user --dev-bind / / /usr/local/bin/nested --user --map-root-user true; }
nest
expect_status 1
diagnose
expect_first warn nested-sandbox "/usr/local/bin/nested: cannot set up a namespace within a sandbox"
follow_remedy
nest
expect_status 0
expect_healthy
expect_status 0 aa-userns-gen remove doctor-bwrap
rm /etc/apparmor.d/bwrap-userns-restrict
unload bwrap unpriv_bwrap

sentence "and within that of ours"
expect_status 0 aa-userns-gen apply runner
nest
expect_status 1
diagnose
expect_first warn nested-sandbox "/usr/local/bin/nested: cannot set up a namespace within a sandbox"
follow_remedy
nest
expect_status 0
expect_healthy
