#!/bin/sh
# A policy may name what a user can change. Whatever the user makes of that is left out of the policy, with a warning: no change
# of another policy is stopped, and no other policy loses its program.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

home=/home/u/bin

# policy NAME PATH [LINE]...: a policy of that name, whose profile has it too.
policy() {
    name=$1
    printf 'version: 1\nname: %s\nbinaries:\n  - path: %s\n    template: gateway\n    profile: %s\n' "$name" "$2" "$name" >"/tmp/$name.yaml"
    shift 2
    for line; do printf '    %s\n' "$line"; done >>"/tmp/$name.yaml"
}

apply() { run aa-userns-gen apply --when always "/tmp/$1.yaml"; }

as_user() { setpriv --reuid 1000 --regid 1000 --clear-groups "$@"; }

lead_to() { as_user ln -sfT "$1" "$home/app"; }

expect_grant() {
    expect_status 0 as_nobody "$1" --user --map-root-user cat /proc/self/attr/current
    expect_output "$2 (unconfined)"
}

# What root does is done all the same: another policy comes and goes, and all that is applied is put right.
expect_changes() {
    apply third
    expect_status 0
    expect_grant /opt/third third
    expect_status 0 aa-userns-gen reconcile
    expect_status 0 aa-userns-gen remove third
    apply third
    expect_status 0
    expect_output "$1"
    expect_grant /opt/other other
    expect_status 0 aa-userns-gen remove third
}

mkdir -p "$home"
for program in "$home/first" /opt/other /opt/third /opt/late; do own_program "$program"; done
chmod 755 /home /home/u
chown -R 1000:1000 /home/u
restrict_users
policy app "$home/app" "allow: [user-writable]" "reason: a test"
policy late "$home/late" "allow: [user-writable]" "reason: a test"
policy other /opt/other
policy third /opt/third
lead_to first
for each in app late other; do
    apply "$each"
    expect_status 0
done

sentence "as it was applied, the program of the user has its grant"
expect_grant "$home/first" app

sentence "a link to a path that no profile can name"
as_user cp "$home/first" "$home/we\"ird"
lead_to 'we"ird'
expect_changes "must not contain double quotes"

sentence "a link to the program of another policy"
lead_to /opt/other
expect_changes "leads to /opt/other, which is not theirs"

sentence "a link to a program of root's that no policy names: reconcile gives it no profile"
lead_to /usr/bin/sleep
expect_changes "leads to /usr/bin/sleep, which is not theirs"
run aa-userns-gen verify app
expect_status 7
expect_output "left out"
expect_status 0 as_nobody cat /proc/self/attr/current
/usr/bin/sleep 60 &
expect_output unconfined cat /proc/$!/attr/current
kill $!

sentence "a link to what is no program that the kernel starts"
as_user sh -c "echo garbage >$home/garbage; chmod 755 $home/garbage"
lead_to garbage
expect_changes ""

sentence "a link that leads to itself, and one to nowhere"
lead_to app
expect_changes ""
lead_to /nowhere
expect_changes ""

sentence "a link to nothing does not hide that what it led to still has the profile"
policy real "$home/link" "allow: [user-writable]" "reason: a test"
as_user cp "$home/first" "$home/real"
as_user ln -s real "$home/link"
apply real
expect_status 0
as_user ln -sfT /nowhere "$home/link"
run aa-userns-gen status
expect_status 7
expect_output "it led to $home/real when the policy was applied"
expect_status 0 aa-userns-gen reconcile
expect_status 1 as_nobody "$home/real" --user --map-root-user true
expect_status 0 aa-userns-gen remove real

sentence "such a file where there was none, beside a profile in the kernel that no file brings"
echo 'profile stray /opt/stray flags=(unconfined) { userns, }' >/tmp/stray
sed -i '1i abi <abi/4.0>,' /tmp/stray
expect_status 0 apparmor_parser --replace --skip-cache /tmp/stray
as_user sh -c "echo garbage >$home/late; chmod 755 $home/late"
expect_changes ""

sentence "led back to a program, the link has its grant again"
lead_to first
expect_status 0 aa-userns-gen reconcile
expect_grant "$home/first" app

sentence "--root follows no link of a user's"
as_user ln -s / /home/u/image
expect_status 1 aa-userns-gen apply --when always --root /home/u/image runner
expect_output "cannot follow the link /home/u/image"
[ ! -e /etc/apparmor.d/aa-userns-gen.bwrap ] || complain "a profile was placed on the host"
