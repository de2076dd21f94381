#!/bin/sh
# What others change of ours is seen, named and repaired, and nothing of theirs is lost.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

file=/etc/apparmor.d/aa-userns-gen.bwrap
apply() { aa-userns-gen apply runner --when always; }

# drifted SENTENCE WORD...: status has to say so; apply has to bring everything back.
expect_repair() {
    expect_status 7 aa-userns-gen status
    expect_output "$1"
    expect_status 0 apply
    expect_status 0 aa-userns-gen status
    snapshot_host >/tmp/now
    expect_same /tmp/applied /tmp/now
}

# raw_of PROFILE: a checksum of the bytes that the kernel keeps of it.
raw_of() { sha256sum <"$(grep -lx "$1" $apparmorfs/policy/profiles/*/name | sed 's/name$/raw_data/')"; }

restrict_users
apply >/dev/null
snapshot_host >/tmp/applied

sentence "a file that was edited is written anew, and the edit is kept and named"
echo "# by hand" >>$file
expect_repair "$file was changed"
expect_output "# by hand" sh -c 'cat /var/lib/aa-userns-gen/edited/bwrap.*'

sentence "a file that was removed, or whose mode was changed"
rm $file
expect_repair "$file is gone"
chmod 600 $file
expect_repair "$file was changed"

sentence "a file that somebody else put there is not touched"
echo 'profile theirs /usr/bin/theirs {}' >$file
expect_status 7 aa-userns-gen status
expect_status 6 apply
expect_output "not ours"
expect_output theirs cat $file
cp /var/lib/aa-userns-gen/generations/1/profiles/bwrap $file
chmod 644 $file
expect_status 0 aa-userns-gen status

sentence "links in disable and force-complain"
ln -s $file /etc/apparmor.d/disable/
expect_repair "/etc/apparmor.d/disable/aa-userns-gen.bwrap"
ln -s $file /etc/apparmor.d/force-complain/
expect_repair "/etc/apparmor.d/force-complain/aa-userns-gen.bwrap"

sentence "a profile that was unloaded, or replaced in the kernel"
printf bwrap >$apparmorfs/.remove
expect_repair "the kernel has no profile 'bwrap'"
echo 'abi <abi/4.0>, profile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }' | apparmor_parser --replace
expect_repair "the kernel has another profile 'bwrap'"

sentence "a foreign profile of our name is brought back bit for bit when a change fails"
echo 'abi <abi/4.0>, profile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }' | apparmor_parser --replace
echo 'abi <abi/4.0>, profile other_bwrap /usr/bin/bwrap flags=(unconfined) { userns, }' | apparmor_parser --replace
raw_of bwrap >/tmp/raw-before
snapshot_host >/tmp/before
expect_status 6 apply
expect_output "another profile claims the same path"
expect_output "everything was taken back"
raw_of bwrap >/tmp/raw-after
expect_same /tmp/raw-before /tmp/raw-after
snapshot_host >/tmp/after
expect_same /tmp/before /tmp/after
printf other_bwrap >$apparmorfs/.remove
expect_status 0 apply

sentence "state that was edited is an error that names the generation, and changes nothing"
cp /var/lib/aa-userns-gen/generations/1/generation.json /tmp/manifest
echo '{' >/var/lib/aa-userns-gen/generations/1/generation.json
expect_status 1 aa-userns-gen status
expect_output "generation"
expect_status 1 apply
cp /tmp/manifest /var/lib/aa-userns-gen/generations/1/generation.json
expect_status 0 aa-userns-gen status

sentence "processes that keep an old label are named, after apply and after remove"
expect_status 0 aa-userns-gen remove runner
cat >/tmp/sleeper.yaml <<END
version: 1
name: sleeper
binaries:
  - path: /usr/bin/sleep
    template: gateway
END
sleep 600 &
expect_status 0 aa-userns-gen apply /tmp/sleeper.yaml --when always
expect_output "process $! (/usr/bin/sleep) still runs with the label 'unconfined'"
kill $!
sleep 600 &
expect_status 0 aa-userns-gen remove sleeper
expect_output "process $! (/usr/bin/sleep) ran under the profile 'sleep', which is gone"
kill $!
