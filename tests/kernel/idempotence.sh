#!/bin/sh
# What the system does to our profiles between two applies: loads them at boot, loads them anew, or unloads them.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh


apply() {
    run granting aa-userns-gen apply runner
    expect_status 0
}

expect_granted() {
    expect_status 0 aa-userns-gen status
    expect_output granted
    expect_status 0 as_nobody bwrap --unshare-user --bind / / true
}

# As apparmor.service does it, with the options of its script.
load_as_at_boot() {
    expect_status 0 apparmor_parser --write-cache --replace /etc/apparmor.d
}

unload() {
    printf %s "$1" >"$apparmorfs/.remove"
}

restrict_users

sentence "the same policy once more is no change"
apply
expect_output "generation 1"
apply
expect_output "no changes"

sentence "apparmor.service may load the profiles again, from text or from its cache"
for from in text cache; do
    [ $from = text ] || expect_status 0 test -n "$(find /var/cache/apparmor -name 'aa-userns-gen.*')"
    load_as_at_boot
    expect_granted
    apply
    expect_output "no changes"
done

sentence "at boot it loads them into an empty kernel"
unload bwrap
unload unpriv_bwrap
load_as_at_boot
expect_granted
apply
expect_output "no changes"

sentence "each file can be loaded alone, in any order"
for profile in unpriv_bwrap bwrap unpriv_bwrap; do
    expect_status 0 apparmor_parser --replace --skip-cache /etc/apparmor.d/aa-userns-gen.$profile
done
expect_granted
apply
expect_output "no changes"

for gone in bwrap unpriv_bwrap; do
    sentence "profile $gone unloaded by hand: status says not-loaded, apply loads it"
    unload $gone
    expect_status 7 aa-userns-gen status
    expect_output not-loaded
    expect_output "'$gone'"
    apply
    expect_granted
done

sentence "an administrator's rule in local/, loaded by hand: still granted, apply takes it in"
echo 'audit deny /etc/shadow r,' >/etc/apparmor.d/local/bwrap
echo 'audit deny /etc/hosts r,' >/etc/apparmor.d/local/unpriv_bwrap
expect_status 0 apparmor_parser --replace /etc/apparmor.d/aa-userns-gen.*
expect_granted
run as_nobody bwrap --bind / / cat /etc/hosts
expect_output "Permission denied"
apply
expect_granted
run as_nobody bwrap --bind / / cat /etc/hosts
expect_output "Permission denied"
apply
expect_output "no changes"

sentence "an administrator's rule that nobody loaded: status says so or apply does it"
echo 'audit deny /etc/hostname r,' >>/etc/apparmor.d/local/unpriv_bwrap
apply
run as_nobody bwrap --bind / / cat /etc/hostname
expect_output "Permission denied"
expect_granted
apply
expect_output "no changes"

sentence "an administrator's rule taken away again"
rm /etc/apparmor.d/local/bwrap /etc/apparmor.d/local/unpriv_bwrap
apply
expect_status 0 as_nobody bwrap --bind / / cat /etc/hostname
expect_granted
load_as_at_boot
expect_granted

sentence "an administrator's rule that does not compile: refused, and the grant stays"
echo 'no such rule,' >/etc/apparmor.d/local/bwrap
expect_status 1 granting aa-userns-gen apply runner
expect_output "local/bwrap"
expect_status 0 as_nobody bwrap --unshare-user --bind / / true
rm /etc/apparmor.d/local/bwrap
apply

sentence "a file switched off in disable/ would not be loaded at boot: status says so"
ln -s /etc/apparmor.d/aa-userns-gen.bwrap /etc/apparmor.d/disable/
expect_status 7 aa-userns-gen status
