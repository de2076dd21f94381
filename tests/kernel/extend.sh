#!/bin/sh
# Helpers are added to the distribution's own profile of bubblewrap, which stays in place: in the files of the folder local that it
# includes, beside what the administrator has there. All of it goes again, byte for byte.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh
# shellcheck source=tests/machine/bubblewrap.sh
. /project/tests/machine/bubblewrap.sh

local=/etc/apparmor.d/local
helper=/usr/local/agent/helper
mkdir -p /usr/local/agent $local
own_program $helper
agent_policy $helper
printf '# of the administrator, without an end of line\n  deny /etc/machine-id r,' >$local/bwrap-userns-restrict
rm -f $local/unpriv_bwrap
# Each profile by itself, or both in one set: the bytes are the same.
in_kernel() {
    policy=/sys/kernel/security/apparmor/policy
    for set in $(readlink $policy/profiles/bwrap.*/raw_data $policy/profiles/unpriv_bwrap.*/raw_data | uniq); do
        cat "$policy/${set#../../}"
    done
}
files_of_others() { find /etc/apparmor.d ! -name 'aa-userns-gen.*' -type f -exec sha256sum {} + | sort -k 2; }

restrict_users
place_stock
files_of_others >/tmp/before
in_kernel >/tmp/loaded_before

sentence "without it, the helper is refused, and the conflict names the way"
helper_is_refused $helper
sed /on_conflict/d /tmp/agent.yaml >/tmp/fail.yaml
expect_status 6 aa-userns-gen apply --when always /tmp/fail.yaml
expect_output "on_conflict: extend"

sentence "with it, the helper works and nothing else does, under the distribution's profile"
apply_agent
expect_output "granted-by-other"
helper_works $helper
in_sandbox $helper --user --map-root-user cat /proc/self/attr/current
expect_output "bwrap//&helper_bwrap//&unpriv_bwrap (enforce)"
stock_is_as_placed
expect_status 0 aa-userns-gen verify
expect_status 0 aa-userns-gen status

sentence "the administrator's lines stay, and count"
tail -n 2 $local/bwrap-userns-restrict | grep -q 'deny /etc/machine-id r,$' || complain "$(cat $local/bwrap-userns-restrict)"
in_sandbox cat /etc/machine-id
expect_refused

sentence "what a boot would load is what is loaded"
apparmor_parser --replace --skip-cache $stock /etc/apparmor.d/aa-userns-gen.helper_bwrap
helper_works $helper
expect_status 0 aa-userns-gen verify

sentence "again, nothing changes"
apply_agent
expect_output "no changes"

sentence "a line of ours that is edited is drift, and is put right; the edit is kept"
sed -i 's|agent/helper|agent/other|' $local/unpriv_bwrap
expect_status 7 aa-userns-gen verify
expect_output "our lines in $local/unpriv_bwrap were changed"
expect_status 0 aa-userns-gen reconcile
helper_works $helper
grep -q agent/other /var/lib/aa-userns-gen/edited/local.unpriv_bwrap.* || complain "the edit is lost"

sentence "a line of the administrator's is none, also in a file that we made"
echo "  deny /etc/fstab r," >>$local/unpriv_bwrap
expect_status 0 aa-userns-gen reconcile
expect_status 0 aa-userns-gen verify
in_sandbox cat /etc/fstab
expect_refused
sed -i '/fstab/d' $local/unpriv_bwrap

sentence "a helper that comes to be a user's is one no more"
chown nobody $helper
expect_status 7 aa-userns-gen verify
expect_output "user-writable"
expect_status 0 aa-userns-gen reconcile
helper_is_refused $helper
chown root $helper
expect_status 0 aa-userns-gen reconcile
helper_works $helper

sentence "the distribution's next version gets the helpers, too"
echo "# of the next version" >>$stock
sed -i 's|^  allow io_uring,|  allow io_uring,\n  deny /etc/hostname r,|' $stock
apparmor_parser --replace --skip-cache $stock
helper_works $helper
expect_status 0 aa-userns-gen reconcile
expect_status 0 aa-userns-gen verify
helper_works $helper
in_sandbox cat /etc/hostname
expect_refused
place_stock
expect_status 0 aa-userns-gen reconcile

sentence "rolled back, and again, it goes and comes"
expect_status 0 aa-userns-gen rollback 0
helper_is_refused $helper
apply_agent
helper_works $helper

sentence "removed, all is as it was: in the files byte for byte, and in the kernel"
expect_status 0 aa-userns-gen remove agent
files_of_others >/tmp/after
expect_same /tmp/before /tmp/after
in_kernel >/tmp/loaded_after
cmp /tmp/loaded_before /tmp/loaded_after || complain "the kernel has other profiles"
helper_is_refused $helper

sentence "a block without its end is not guessed at, and a link or a file of others is not written to"
apply_agent
sed -i '/^# aa-userns-gen: end/d' $local/unpriv_bwrap
expect_status 6 aa-userns-gen remove agent
expect_output "the end of our lines in it is not to be seen"
expect_status 7 aa-userns-gen status
rm $local/unpriv_bwrap
expect_status 0 aa-userns-gen remove agent
ln -s /tmp/elsewhere $local/unpriv_bwrap
expect_status 6 aa-userns-gen apply --when always /tmp/agent.yaml
expect_output "it is a link"
rm $local/unpriv_bwrap
touch $local/unpriv_bwrap
chmod 666 $local/unpriv_bwrap
expect_status 6 aa-userns-gen apply --when always /tmp/agent.yaml
expect_output "others than root can change it"
rm $local/unpriv_bwrap

sentence "a profile that includes nothing of the folder local is a conflict as before"
sed -i '/include if exists <local/d' $stock
expect_status 6 aa-userns-gen apply --when always /tmp/agent.yaml
expect_output "knows no helpers"
