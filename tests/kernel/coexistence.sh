#!/bin/sh
# Others' profiles on the same program: one that grants is left alone, one that does not is a conflict before anything changes, and
# taking over and giving back leave the host as it was.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

stock=/usr/share/apparmor/extra-profiles/bwrap-userns-restrict

apply() {
    run granting aa-userns-gen apply "$@"
}

host_without_state() { snapshot_host; }

expect_bwrap_works() { expect_status 0 as_nobody bwrap --unshare-user --bind / / true; }

restrict_users

sentence "the distribution's own profile grants it: apply touches neither files nor kernel, and says who grants it"
cp $stock /etc/apparmor.d/
apparmor_parser --replace /etc/apparmor.d/bwrap-userns-restrict
expect_bwrap_works
host_without_state >/tmp/before
apply runner
expect_status 0
expect_output "granted-by-other"
expect_output "/etc/apparmor.d/bwrap-userns-restrict:"
host_without_state >/tmp/after
expect_same /tmp/before /tmp/after
expect_bwrap_works
expect_status 0 aa-userns-gen status
expect_output "verify tries whether it works"
expect_status 0 aa-userns-gen verify
apply runner
expect_output "no changes"
expect_status 0 aa-userns-gen remove runner
host_without_state >/tmp/after
expect_same /tmp/before /tmp/after
expect_bwrap_works

sentence "its file disabled by an administrator does not count"
ln -s /etc/apparmor.d/bwrap-userns-restrict /etc/apparmor.d/disable/
printf bwrap >$apparmorfs/.remove
printf unpriv_bwrap >$apparmorfs/.remove
apply runner
expect_status 0
expect_output "granted "
expect_bwrap_works
expect_status 0 aa-userns-gen remove runner
rm /etc/apparmor.d/disable/bwrap-userns-restrict /etc/apparmor.d/bwrap-userns-restrict

sentence "another profile on the path, which grants nothing: exit 6, with file, line and remedy, and nothing changed"
cat >/etc/apparmor.d/other_bwrap <<'END'
abi <abi/4.0>,

profile other_bwrap /usr/bin/bwrap {
  file,
  capability,
}
END
apparmor_parser --replace /etc/apparmor.d/other_bwrap
host_without_state >/tmp/before
apply runner
expect_status 6
expect_output "the profile 'other_bwrap' (/etc/apparmor.d/other_bwrap:3) claims it, and does not grant them"
expect_output "ln -s /etc/apparmor.d/other_bwrap /etc/apparmor.d/disable/"
host_without_state >/tmp/after
expect_same /tmp/before /tmp/after

sentence "one that names no abi has the rules of the abi that parser.conf pins, and is a conflict, too"
cp /etc/apparmor.d/other_bwrap /tmp/kept
sed -i '/^abi /d' /etc/apparmor.d/other_bwrap
apply runner
expect_status 6
expect_output "claims it, and does not grant them"
cp /tmp/kept /etc/apparmor.d/other_bwrap

sentence "one that grants them, but not what bubblewrap needs besides: apply says whose it is, and nothing changed"
sed -i 's/capability,/userns,/' /etc/apparmor.d/other_bwrap
apparmor_parser --replace /etc/apparmor.d/other_bwrap
host_without_state >/tmp/before_it
apply runner
expect_status 6
expect_output "the profile 'other_bwrap' (/etc/apparmor.d/other_bwrap:3) grants it, but cannot use a user namespace"
host_without_state >/tmp/after
expect_same /tmp/before_it /tmp/after
expect_output "nothing is applied" aa-userns-gen status
cp /tmp/kept /etc/apparmor.d/other_bwrap
apparmor_parser --replace /etc/apparmor.d/other_bwrap

sentence "taken over: it is switched off and unloaded in the same change, and given back by remove"
cat >/tmp/takeover.yaml <<'END'
version: 1
name: takeover
binaries:
  - path: /usr/bin/bwrap
    template: bwrap
    on_conflict: take-over
END
apply /tmp/takeover.yaml
expect_status 0
expect_bwrap_works
[ "$(readlink /etc/apparmor.d/disable/other_bwrap)" = /etc/apparmor.d/other_bwrap ] || complain "no link"
expect_no_output grep other_bwrap $apparmorfs/profiles
expect_status 0 aa-userns-gen verify
apply /tmp/takeover.yaml
expect_output "no changes"
expect_status 0 aa-userns-gen remove takeover
host_without_state | grep -v "^kernel other_bwrap" >/tmp/after
grep -v "^kernel other_bwrap" /tmp/before >/tmp/wanted
expect_same /tmp/wanted /tmp/after
run grep -c "^other_bwrap (enforce)" $apparmorfs/profiles
expect_output 1

sentence "a file that has our profile's very name is taken over and given back, too"
printf other_bwrap >$apparmorfs/.remove
rm /etc/apparmor.d/other_bwrap
printf 'abi <abi/4.0>,\nprofile bwrap /usr/bin/bwrap {\n  file,\n}\n' >/etc/apparmor.d/bwrap
apparmor_parser --replace /etc/apparmor.d/bwrap
apply /tmp/takeover.yaml
expect_status 0
expect_bwrap_works
apply /tmp/takeover.yaml
expect_output "no changes"
expect_status 0 aa-userns-gen remove takeover
expect_output "bwrap (enforce)" cat $apparmorfs/profiles
[ ! -e /etc/apparmor.d/disable/bwrap ] || complain "it is switched off still"
rm /etc/apparmor.d/bwrap
printf bwrap >$apparmorfs/.remove
cp /tmp/kept /etc/apparmor.d/other_bwrap

sentence "arriving after ours, it is a conflict that status names; reconcile explains it"
mv /etc/apparmor.d/other_bwrap /tmp/
apply runner
expect_status 0
mv /tmp/other_bwrap /etc/apparmor.d/
apparmor_parser --replace /etc/apparmor.d/other_bwrap
expect_status 7 aa-userns-gen status
expect_output conflict
expect_output "the profile 'other_bwrap' (/etc/apparmor.d/other_bwrap:3)"
expect_status 6 aa-userns-gen reconcile
expect_output "ln -s /etc/apparmor.d/other_bwrap"

sentence "a conflict over one policy does not keep another from being reconciled, or removed"
mv /etc/apparmor.d/other_bwrap /tmp/
printf 'version: 1\nname: named\nbinaries: [{path: /usr/bin/true, template: gateway}]\n' >/tmp/named.yaml
apply /tmp/named.yaml
expect_status 0
mv /tmp/other_bwrap /etc/apparmor.d/
rm /etc/apparmor.d/aa-userns-gen.true
expect_status 7 aa-userns-gen reconcile
expect_output "the profile 'other_bwrap' (/etc/apparmor.d/other_bwrap:3)"
[ -e /etc/apparmor.d/aa-userns-gen.true ] || complain "the other policy was not repaired"
expect_status 6 aa-userns-gen reconcile
expect_output "no changes"
expect_status 0 aa-userns-gen remove named
expect_status 7 aa-userns-gen status
expect_output "the profile 'other_bwrap' (/etc/apparmor.d/other_bwrap:3)"
[ ! -e /etc/apparmor.d/aa-userns-gen.true ] || complain "the file of the removed policy is still there"
[ -e /etc/apparmor.d/aa-userns-gen.bwrap ] || complain "the file of the other policy is gone"

sentence "one that grants, arriving after ours: reconcile leaves the program to it"
sed -i 's/{$/flags=(unconfined) {\n  userns,/; /file,/d; /capability,/d' /etc/apparmor.d/other_bwrap
apparmor_parser --replace /etc/apparmor.d/other_bwrap
expect_status 7 aa-userns-gen status
expect_status 0 aa-userns-gen reconcile
expect_output "granted-by-other"
expect_bwrap_works
expect_status 0 aa-userns-gen status
[ ! -e /etc/apparmor.d/aa-userns-gen.bwrap ] || complain "our file is still there"

sentence "when it is gone, status says so, and reconcile takes the program up again"
rm /etc/apparmor.d/other_bwrap
printf other_bwrap >$apparmorfs/.remove
expect_status 7 aa-userns-gen status
expect_status 0 aa-userns-gen reconcile
expect_bwrap_works
expect_status 0 aa-userns-gen status
expect_status 0 aa-userns-gen reconcile
expect_output "no changes"

sentence "a name that another file has for another program: exit 6"
echo 'abi <abi/4.0>, profile true /usr/bin/something { }' >/etc/apparmor.d/mine
apply /tmp/named.yaml
expect_status 6
expect_output "cannot name a profile 'true': /etc/apparmor.d/mine:1 has one for something else"
rm /etc/apparmor.d/mine

sentence "a file that cannot be read is named: what it claims is not known"
echo 'profile broken /usr/bin/broken {' >/etc/apparmor.d/broken
apply /tmp/named.yaml
expect_status 0
expect_output "/etc/apparmor.d/broken:"
expect_output "what this file claims is not taken into account"
rm /etc/apparmor.d/broken
expect_status 0 aa-userns-gen remove named

sentence "a profile for files with an attribute claims nothing of one without it, and ours works beside it; who wins where the file has it cannot be told"
mount -t tmpfs -o mode=755 tmpfs /opt
own_program /opt/tool
printf 'version: 1\nname: tool\nbinaries: [{path: /opt/tool, template: gateway}]\n' >/tmp/tool.yaml
tag() { python3 -c "import os; os.setxattr('/opt/tool', 'security.tag', b'$1')"; }
printf 'abi <abi/4.0>,\nprofile tagged /opt/{tool,other} xattrs=(security.tag="yes") {\n  file,\n}\n' >/etc/apparmor.d/tagged
expect_status 0 apparmor_parser --replace /etc/apparmor.d/tagged
for _ in without "with another value"; do
    apply /tmp/tool.yaml
    expect_status 0
    expect_status 0 aa-userns-gen verify tool
    expect_status 0 as_nobody /opt/tool --user --map-root-user true
    expect_status 0 aa-userns-gen remove tool
    tag no
done
tag yes
apply /tmp/tool.yaml
expect_status 6
expect_output "the profile 'tagged'"
apparmor_parser --remove /etc/apparmor.d/tagged
rm /etc/apparmor.d/tagged
umount /opt

sentence "a profile that only the kernel has: exit 6, with the way to be rid of it"
echo 'abi <abi/4.0>, profile ghost /usr/bin/true { file, }' | apparmor_parser --replace
apply /tmp/named.yaml
expect_status 6
expect_output "the profile 'ghost' (in the kernel, from no file) claims it"
printf ghost >$apparmorfs/.remove
apply /tmp/named.yaml
expect_status 0
