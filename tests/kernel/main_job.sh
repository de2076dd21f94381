#!/bin/sh
# The main job: bubblewrap is refused, gets its grant from a policy, and loses it again without a trace.
. /project/tests/machine/lib.sh

# A second apply must leave even the dates of these alone.
dates() {
    find /etc /var/lib/aa-userns-gen /var/cache/apparmor -printf '%T@ %p\n' | sort -k 2
}

snapshot_host >/tmp/untouched
if [ "$KERNEL" = stock ]; then
    sentence "on a kernel without the restriction, apply says that there is nothing to grant"
    run aa-userns-gen apply runner
    expect_status 0
    expect_output "not-needed"
    snapshot_host >/tmp/not-needed
    expect_same /tmp/untouched /tmp/not-needed
    expect_status 0 as_nobody bwrap --unshare-user --bind / / true
fi

sentence "without a profile, bwrap is refused"
restrict_users
snapshot_host >/tmp/before
run as_nobody bwrap --unshare-user --bind / / true
expect_status 1
expect_output "$REFUSAL"

sentence "plan shows what apply will do, and does nothing"
run granting aa-userns-gen plan runner
expect_status 0
expect_output "/etc/apparmor.d/aa-userns-gen.bwrap"
expect_output "would-grant      /usr/bin/bwrap" aa-userns-gen check runner
expect_output '"state": "would-grant"' granting aa-userns-gen plan --json runner
snapshot_host >/tmp/planned
expect_same /tmp/before /tmp/planned

sentence "apply grants it"
expect_status 0 granting aa-userns-gen apply runner
expect_status 0 as_nobody bwrap --unshare-user --bind / / true
expect_output "bwrap//&unpriv_bwrap (enforce)" as_nobody bwrap --unshare-user --bind / / cat /proc/self/attr/current

sentence "what runs inside cannot mount"
run as_nobody bwrap --unshare-all --cap-add ALL --dev-bind / / mount -t tmpfs none /mnt
expect_status 32
expect_output "must be superuser"

sentence "the grant is for bwrap alone"
run as_nobody unshare --user --map-root-user true
expect_status 1

sentence "status and verify find the policy granted"
run aa-userns-gen status
expect_status 0
expect_output runner
expect_output granted
expect_status 0 aa-userns-gen verify runner

sentence "a second apply runs no program, writes nothing, and says so"
dates >/tmp/dates-before
ls /var/lib/aa-userns-gen/generations >/tmp/generations-before
run granting strace -f -qq -e trace=file,process,desc,memfd_create -o /tmp/second-apply aa-userns-gen apply runner
expect_status 0
expect_output "no changes"
dates >/tmp/dates-after
ls /var/lib/aa-userns-gen/generations >/tmp/generations-after
expect_same /tmp/dates-before /tmp/dates-after
expect_same /tmp/generations-before /tmp/generations-after
changing='^[a-z0-9_]*(clone|fork|memfd_create|write|rename|unlink|mkdir|link|chmod|chown|truncate|fsync|ioctl)|O_WRONLY|O_RDWR|O_CREAT'
run sh -c "sed 's/^[0-9]* *//' /tmp/second-apply | grep -vE '^(execve\(\"/usr/bin/aa-userns-gen\"|write\(1,|ioctl\([12], TCGETS|read)' | grep -E '$changing|execve'"
expect_no_output

sentence "plan then has no changes"
run granting aa-userns-gen plan runner --exit-code
expect_status 0
expect_output "no changes"

sentence "remove takes it away: bwrap is refused again"
expect_status 0 aa-userns-gen remove runner
run as_nobody bwrap --unshare-user --bind / / true
expect_status 1
expect_output "$REFUSAL"

sentence "files and kernel are as they were"
snapshot_host >/tmp/after
expect_same /tmp/before /tmp/after
