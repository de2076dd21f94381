#!/bin/sh
# doctor and what depends on where a program runs, how, and since when.
# shellcheck source=tests/machine/findings.sh
. /project/tests/machine/findings.sh

mount -t tmpfs -o mode=755 tmpfs /opt
expect_status 0 aa-userns-gen apply runner

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
expect_status 7 setpriv --bounding-set=-all --inh-caps=-all aa-userns-gen doctor --verbose
expect_output "not everything could be found out"
expect_output "/usr/bin/bwrap: whether it can use user namespaces cannot be told: it could not be tried"
expect_output "0 failed, 1 warning"

sentence "in a namespace without any capability: no profile is blamed"
run as_nobody unshare --user aa-userns-gen doctor
expect_status 7
expect_output "fail  this very process is in a user namespace without any capability"
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
cp /usr/share/apparmor/extra-profiles/bwrap-userns-restrict /etc/apparmor.d/
expect_status 0 apparmor_parser --replace /etc/apparmor.d/bwrap-userns-restrict
expect_bwrap_works
expect_healthy
own_program /usr/local/bin/nested
# The record has a name alone, so that the command is one for a person to decide on.
decide() { sed -i 's/^# printf/printf/' /tmp/remedy; }
nest() { run as_nobody bwrap --unshare-user --dev-bind / / /usr/local/bin/nested --user --map-root-user true; }
nest
expect_status 1
diagnose
expect_first warn nested-sandbox "/usr/local/bin/nested: cannot set up a namespace within a sandbox"
decide
follow_remedy
nest
expect_status 0
expect_healthy
expect_status 0 aa-userns-gen remove doctor-bwrap-nested
rm /etc/apparmor.d/bwrap-userns-restrict
unload bwrap unpriv_bwrap

sentence "and within that of ours"
expect_status 0 aa-userns-gen apply runner
nest
expect_status 1
diagnose
expect_first warn nested-sandbox "/usr/local/bin/nested: cannot set up a namespace within a sandbox"
decide
follow_remedy
nest
expect_status 0
expect_healthy
