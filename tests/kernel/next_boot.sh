#!/bin/sh
# What the next boot will load decides as much as what is loaded: profiles that others keep in folders below /etc/apparmor.d and load
# themselves, and those that work now and are in no file, or in one that no longer grants.
# shellcheck source=tests/machine/findings.sh
. /project/tests/machine/findings.sh

gateway() { printf 'abi <abi/4.0>,\nprofile %s /opt/gw flags=(unconfined) {\n  userns,\n}\n' "$1"; }
load() { expect_status 0 apparmor_parser --replace --skip-cache "$@"; }
works() { expect_status 0 as_nobody /opt/gw --user --map-root-user --mount mount -t tmpfs none /mnt; }
fails() { expect_status 1 as_nobody /opt/gw --user --map-root-user --mount mount -t tmpfs none /mnt; }
# as_plain_user WORDS: doctor has no other opinion without root.
as_plain_user() {
    run as_nobody aa-userns-gen doctor /opt/gw
    expect_output "$1"
}

mount -t tmpfs -o mode=755 tmpfs /opt
own_program /opt/gw
below=/etc/apparmor.d/adsys/machine
mkdir -p $below
printf 'version: 1\nname: gw\nbinaries:\n  - path: /opt/gw\n    template: gateway\n    profile: ours\n' >/tmp/gw.yaml
sed 's/profile: ours/&\n    on_conflict: take-over/' /tmp/gw.yaml >/tmp/take-over.yaml
expect_status 0 aa-userns-gen apply runner

sentence "a profile in a folder below, as ADSys loads its own, grants: apply leaves it alone, and doctor is content, as root or not"
gateway theirs >$below/theirs
load $below/theirs
works
expect_status 0 aa-userns-gen apply /tmp/gw.yaml
expect_output "granted-by-other"
expect_output "$below/theirs:2"
expect_status 0 aa-userns-gen verify gw
expect_healthy /opt/gw
expect_status 0 as_nobody aa-userns-gen doctor /opt/gw

sentence "it goes: status says so, and reconcile grants it"
unload theirs
fails
expect_status 7 aa-userns-gen status
expect_status 0 aa-userns-gen reconcile
works
expect_status 0 aa-userns-gen remove gw

sentence "one that is there and not loaded claims nothing"
expect_status 0 aa-userns-gen apply /tmp/gw.yaml
expect_output "profile ours (gw)"
expect_healthy /opt/gw
expect_status 0 aa-userns-gen remove gw

sentence "one that refuses is a conflict with its file named; a take-over switches it off, and remove gives it back"
gateway theirs | sed 's/userns/deny userns/' >$below/theirs
load $below/theirs
fails
expect_status 6 aa-userns-gen apply /tmp/gw.yaml
expect_output "$below/theirs:2"
diagnose /opt/gw
expect_first fail profile-refuses "'theirs' ($below/theirs:2)"
snapshot_host >/tmp/before
expect_status 0 aa-userns-gen apply /tmp/take-over.yaml
works
expect_healthy /opt/gw
run apparmor_parser --replace $below/theirs
expect_output "disable"
works
expect_status 0 aa-userns-gen remove gw
snapshot_host >/tmp/after
expect_same /tmp/before /tmp/after
fails
diagnose /opt/gw
follow_remedy
works
expect_healthy /opt/gw
expect_status 0 aa-userns-gen remove doctor-gw
unload theirs
rm -r /etc/apparmor.d/adsys

sentence "a profile that no file brings grants until the next boot: the remedy makes it last"
gateway ghost | load
works
diagnose /opt/gw
expect_first warn profile-without-file "only until the next boot: no file brings its profile 'ghost'"
as_plain_user "only until the next boot: no file brings its profile"
follow_remedy
works
expect_healthy /opt/gw
expect_status 0 aa-userns-gen remove gw

sentence "one whose file a link in disable switches off"
mkdir -p /etc/apparmor.d/disable
gateway gw >/etc/apparmor.d/gw
load /etc/apparmor.d/gw
ln -s /etc/apparmor.d/gw /etc/apparmor.d/disable/
diagnose /opt/gw
expect_first warn disabled "only until the next boot: a link in disable"
as_plain_user "only until the next boot: a link in disable"
follow_remedy
works
expect_healthy /opt/gw

sentence "one whose file refuses by now"
gateway gw | sed 's/userns/deny userns/' >/etc/apparmor.d/gw
works
diagnose /opt/gw
expect_first warn profile-refuses "only until the next boot: its profile refuses user namespaces"
as_plain_user "only until the next boot: its profile refuses"
follow_remedy
works
expect_healthy /opt/gw
expect_status 0 aa-userns-gen remove doctor-gw
unload gw

sentence "one beside which there is a second file that is not loaded yet"
gateway gw >/etc/apparmor.d/gw
load /etc/apparmor.d/gw
gateway second >/etc/apparmor.d/second
works
diagnose /opt/gw
expect_first warn tie "only until the next boot: the profiles"
as_plain_user "only until the next boot: the profiles"
follow_remedy
load /etc/apparmor.d
works
expect_healthy /opt/gw
