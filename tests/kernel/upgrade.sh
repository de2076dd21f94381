#!/bin/sh
# The upgrade story: ours on "24.04", then the distribution's profile of the same name comes, and goes again. bubblewrap works at
# each moment: somebody tries it all the time.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

theirs=/etc/apparmor.d/bwrap-userns-restrict
restrict_users

try_all_the_time() {
    tries=0
    while [ ! -e /tmp/enough ]; do
        if ! as_nobody bwrap --unshare-user --bind / / true 2>/tmp/try; then cat /tmp/try >>/tmp/refusals; fi
        tries=$((tries + 1))
    done
    echo $tries >/tmp/tries
}

# Each step has to be seen by a few tries.
expect_no_refusal() {
    sleep 1
    [ ! -s /tmp/refusals ] || complain "bubblewrap was refused" "$(cat /tmp/refusals)"
    : >/tmp/refusals
    expect_status 0 aa-userns-gen status
}

sentence "24.04: ours"
expect_status 0 granting aa-userns-gen apply runner
try_all_the_time &
expect_no_refusal

sentence "upgraded: the distribution's file comes with its package, which loads it; reconcile withdraws ours"
cp /usr/share/apparmor/extra-profiles/bwrap-userns-restrict $theirs
apparmor_parser --replace --write-cache --skip-read-cache $theirs
expect_status 0 aa-userns-gen reconcile
expect_output "granted-by-other"
[ ! -e /etc/apparmor.d/aa-userns-gen.bwrap ] || complain "our file is still there"
expect_no_refusal

sentence "the file goes, its profile stays loaded, as after a purge: reconcile takes the program up again"
rm $theirs
expect_status 0 aa-userns-gen reconcile
expect_output "granted "
[ -e /etc/apparmor.d/aa-userns-gen.bwrap ] || complain "our file is not there"
expect_no_refusal

sentence "it comes again, and nobody has loaded it: reconcile does, in one write"
cp /usr/share/apparmor/extra-profiles/bwrap-userns-restrict $theirs
expect_status 0 aa-userns-gen reconcile
expect_output "granted-by-other"
expect_no_refusal
run cat $apparmorfs/policy/profiles/bwrap.*/attach
expect_status 0

sentence "both files at a boot, in either order: one profile of that name is loaded, and serves; reconcile keeps theirs"
rm $theirs
expect_status 0 aa-userns-gen reconcile
cp /usr/share/apparmor/extra-profiles/bwrap-userns-restrict $theirs
for order in "$theirs /etc/apparmor.d/aa-userns-gen.bwrap" "/etc/apparmor.d/aa-userns-gen.bwrap $theirs"; do
    # shellcheck disable=SC2086  # two files
    expect_status 0 apparmor_parser --replace $order
    sleep 1
done
[ ! -s /tmp/refusals ] || complain "bubblewrap was refused" "$(cat /tmp/refusals)"
expect_status 0 aa-userns-gen reconcile
expect_output "granted-by-other"
expect_no_refusal

touch /tmp/enough
wait
close_sentence
echo "# upgrade: $(cat /tmp/tries) tries, points all along, $failures failures"
