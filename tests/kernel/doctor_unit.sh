#!/bin/sh
# doctor and a user's service with PrivateTmp: systemd makes a namespace for it and leaves it there without capabilities. The
# first finding names the unit and the directive, and its remedy, run as it stands, gets the service out.
# shellcheck source=tests/machine/findings.sh
. /project/tests/machine/findings.sh

label() {
    pid=$(systemctl --user --machine=1000@ show --property=MainPID --value "$1")
    cat "/proc/$pid/attr/current"
}

at_rest() { ! systemctl --user --machine=1000@ show --property=ActiveState --value "$1" | grep -q activating; }
runs() { systemctl --user --machine=1000@ is-active --quiet "$1"; }

mkdir -p /opt/gw
cp /usr/bin/sleep /opt/gw/gateway
cat >/etc/systemd/user/gateway.service <<'END'
[Service]
ExecStart=/opt/gw/gateway 10000
PrivateTmp=yes
ProtectSystem=full
END
systemctl start dbus.socket systemd-logind
loginctl enable-linger tester
wait_for runs default.target

sentence "the service runs, in a namespace without any capability"
expect_status 0 systemctl --user --machine=1000@ daemon-reload
expect_status 0 systemctl --user --machine=1000@ start gateway.service
wait_for runs gateway.service
expect_output unprivileged_userns label gateway.service

sentence "without any profile on the host: the unit comes before the programs"
diagnose
expect_first fail unit-namespace gateway.service

sentence "with a profile for the program, too: doctor names the unit and its directives first"
printf 'version: 1\nname: gw\nbinaries: [{path: /opt/gw/gateway, template: gateway}]\n' | aa-userns-gen apply - --quiet
expect_status 0 systemctl --user --machine=1000@ restart gateway.service
wait_for runs gateway.service
expect_output "//&unprivileged_userns" label gateway.service
diagnose /opt/gw/gateway
expect_first fail unit-namespace "gateway.service of 1000: systemd makes a user namespace for PrivateTmp=, ProtectSystem="
expect_output "PrivateTmp=yes (/etc/systemd/user/gateway.service:3)" cat /tmp/first
run cat /tmp/first /tmp/remedy
case $output in *bwrap*) complain "is not about bwrap" "$output" ;; esac

sentence "the user sees it too"
run setpriv --reuid 1000 --regid 1000 --clear-groups aa-userns-gen doctor /opt/gw/gateway
expect_status 7
expect_output "fail  gateway.service of 1000: systemd makes a user namespace"

sentence "the remedy gets it out"
follow_remedy
wait_for runs gateway.service
expect_output "gateway (unconfined)" label gateway.service
diagnose /opt/gw/gateway
run cat /tmp/first
case $output in *unit-namespace*) complain "still there" "$output" ;; esac
expect_status 0 aa-userns-gen doctor /opt/gw/gateway

sentence "where the sandbox is wanted: a unit of the system with User= keeps it, and systemd makes no namespace for it"
printf '[Service]\nUser=1000\nExecStart=/opt/gw/gateway 10000\nPrivateTmp=yes\nProtectSystem=full\n' \
    >/etc/systemd/system/kept.service
expect_status 0 systemctl start kept.service
wait_for systemctl is-active --quiet kept.service
pid=$(systemctl show --property=MainPID --value kept.service)
expect_output "gateway (unconfined)" cat "/proc/$pid/attr/current"
expect_output "$(readlink /proc/1/ns/user)" readlink "/proc/$pid/ns/user"
[ "$(readlink /proc/1/ns/mnt)" != "$(readlink "/proc/$pid/ns/mnt")" ] || complain "it has no sandbox"
expect_status 0 systemctl stop kept.service

version=$(systemctl --version | sed -n '1s/^systemd \([0-9]*\).*/\1/p')
if [ "$version" -ge 258 ]; then
    sentence "systemd 258 and later: DelegateNamespaces= makes one, whatever it says"
    for value in no mnt; do
        printf '[Service]\nExecStart=/opt/gw/gateway 10000\nDelegateNamespaces=%s\n' $value >/etc/systemd/user/delegates.service
        expect_status 0 systemctl --user --machine=1000@ daemon-reload
        expect_status 0 systemctl --user --machine=1000@ restart delegates.service
        wait_for runs delegates.service
        diagnose /opt/gw/gateway
        expect_first fail unit-namespace "DelegateNamespaces=$value (/etc/systemd/user/delegates.service:3)"
    done
    follow_remedy
    wait_for runs delegates.service
    expect_output "gateway (unconfined)" label delegates.service
    expect_status 0 systemctl --user --machine=1000@ stop delegates.service

    sentence "and so do images, before they are looked at"
    made() { dmesg | grep -c 'operation="userns_create".*comm="(gateway)"' || true; }
    truncate -s 4M /tmp/image
    for directive in RootImage=/tmp/image MountImages=/tmp/image:/mnt ExtensionImages=/tmp/image; do
        before=$(made)
        printf '[Service]\nExecStart=/opt/gw/gateway 10000\n%s\n' $directive >/etc/systemd/user/images.service
        expect_status 0 systemctl --user --machine=1000@ daemon-reload
        run systemctl --user --machine=1000@ restart images.service
        wait_for at_rest images.service
        [ "$(made)" -gt "$before" ] || complain "$directive: systemd made no namespace"
    done
fi

sentence "AppArmorProfile= in a user's unit, where it lifts nothing"
echo 1 >/proc/sys/kernel/apparmor_restrict_unprivileged_unconfined
printf '[Service]\nExecStart=/opt/gw/gateway 10000\nAppArmorProfile=gateway\n' >/etc/systemd/user/asks.service
diagnose /opt/gw/gateway
expect_first warn unit-profile "/etc/systemd/user/asks.service: AppArmorProfile=gateway"
rm /etc/systemd/user/asks.service
expect_status 0 aa-userns-gen doctor /opt/gw/gateway

sentence "a seccomp filter, as containers have one: that is the cause, not a profile"
echo 0 >/proc/sys/kernel/apparmor_restrict_unprivileged_unconfined
run systemd-run --pipe --wait --quiet --property='SystemCallFilter=~unshare' --property=SystemCallErrorNumber=EPERM \
    aa-userns-gen doctor /opt/gw/gateway
expect_status 7
expect_output "fail  a seccomp filter refuses user namespaces"
case $output in *"profile grants it"* | *"profile refuses"*) complain "blames a profile" "$output" ;; esac
