#!/bin/sh
# Ended by a signal at each step of a change, the program takes back what it did, exits with 1, and leaves neither its lock nor its
# record behind. Once the record is struck out, the change is done.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

state=/var/lib/aa-userns-gen
points=0

# end_at SIGNAL CALL N: apply, which gets the signal at its Nth system call of this kind.
end_at() {
    run strace -qq -o /dev/null -e trace="$2" -e inject="$2:signal=$1:when=$3" \
        aa-userns-gen apply --when always runner
}

aa-userns-gen remove --all --quiet
snapshot_host >/tmp/before
aa-userns-gen apply --when always runner >/dev/null
snapshot_host >/tmp/after
aa-userns-gen remove --all --quiet

for signal in SIGTERM SIGINT SIGHUP; do
    sentence "$signal at each step"
    for call in renameat fchmod; do
        number=1
        while end_at $signal $call $number; [ "$status" != 0 ]; do
            points=$((points + 1)) number=$((number + 1))
            expect_status 1
            expect_output "interrupted by signal"
            expect_output "as it was before"
            snapshot_host >/tmp/now
            expect_same /tmp/before /tmp/now
            [ ! -e $state/pending ] || complain "the record is still there"
            expect_status 0 flock --nonblock $state/lock true
            [ $number -lt 100 ] || break
        done
        snapshot_host >/tmp/now
        expect_same /tmp/after /tmp/now
        expect_status 0 aa-userns-gen remove runner
    done
done
close_sentence
echo "# signals: $points points tried, $failures violations"
