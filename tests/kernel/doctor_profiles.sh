#!/bin/sh
# doctor and profiles: the first finding names what is wrong with them, and its remedy, run as it stands, cures it.
# shellcheck source=tests/machine/findings.sh
. /project/tests/machine/findings.sh

gateway() { printf 'abi <abi/4.0>,\nprofile %s %s flags=(unconfined) {\n  userns,\n}\n' "$1" "$2" >"/etc/apparmor.d/$1"; }

mount -t tmpfs -o mode=755 tmpfs /opt
own_program /opt/gw
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
expect_output "run the commands of the first as root"
expect_gw_fails
diagnose /opt/gw
expect_first fail no-profile /opt/gw
follow_remedy
expect_gw_works
expect_healthy /opt/gw
expect_status 0 aa-userns-gen remove gw

sentence "the remedy holds for any path"
odd="/opt/My App: #1/it's"
mkdir "${odd%/*}"
own_program "$odd"
diagnose "$odd"
expect_first fail no-profile "$odd"
follow_remedy
expect_status 0 as_nobody "$odd" --user --map-root-user true
expect_healthy "$odd"
expect_status 0 aa-userns-gen remove it-s

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

sentence "our own profile, replaced in the kernel by one that refuses"
printf 'abi <abi/4.0>,\nprofile bwrap /usr/bin/bwrap {\n  file,\n  capability,\n}\n' | apparmor_parser --replace
expect_bwrap_fails
diagnose
expect_first fail profile-refuses "'bwrap' (/etc/apparmor.d/aa-userns-gen.bwrap:"
follow_remedy
expect_bwrap_works
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
