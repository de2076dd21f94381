#!/bin/sh
# What a host can run out of, or be odd about: full and read-only file systems, few open files, a clock that was set back,
# folders that are links or lie on other file systems. A change is done or taken back, never half.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

state=/var/lib/aa-userns-gen

apply() { aa-userns-gen apply --when always "$@"; }

everything() {
    snapshot_host
    find $state/ -mindepth 1 ! -name lock ! -name '*history*' ! -name generations -printf '%y %m %P %l\n' | sort
}

# expect_taken_back WHY COMMAND...: refused for this reason, and nothing of it stays.
expect_taken_back() {
    why=$1
    shift
    everything >/tmp/before
    expect_status 1 "$@"
    expect_output "$why"
    everything >/tmp/after
    expect_same /tmp/before /tmp/after
}

expect_success() {
    expect_status 0 apply runner
    expect_status 0 aa-userns-gen verify
    expect_status 0 aa-userns-gen remove runner
}

# with_state OPTIONS...: the state folder on a file system of its own.
with_state() {
    mount -t tmpfs -o mode=700 "$@" tmpfs $state
}

for pages in 1 2 4 8 12 16 20 24; do
    sentence "a state folder of $pages pages"
    with_state -o "size=$((pages * 4))k"
    everything >/tmp/before
    run apply runner
    if [ "$status" != 0 ]; then
        [ "$status" = 1 ] || complain "exit status $status" "$output"
        everything >/tmp/after
        expect_same /tmp/before /tmp/after
    fi
    mount -o remount,size=1m $state
    expect_status 0 aa-userns-gen remove --all
    umount $state
done

sentence "a state folder that is read-only"
with_state -o ro
run apply runner
expect_status 1
expect_output "Read-only file system"
umount $state

sentence "no room for the profiles in /etc/apparmor.d"
mkdir /tmp/etc
cp -a /etc/apparmor.d/. /tmp/etc
mount -t tmpfs -o size=8m,mode=755 tmpfs /etc/apparmor.d
cp -a /tmp/etc/. /etc/apparmor.d
dd if=/dev/zero of=/etc/apparmor.d/.filler bs=4k 2>/dev/null || true
expect_taken_back "No space left on device" apply runner
expect_status 0 aa-userns-gen status
rm /etc/apparmor.d/.filler

sentence "/etc/apparmor.d on a file system of its own, and read-only at the wrong time"
expect_status 0 apply runner
mount -o remount,ro /etc/apparmor.d
expect_taken_back "Read-only file system" aa-userns-gen remove runner
mount -o remount,rw /etc/apparmor.d
expect_status 0 aa-userns-gen verify
expect_status 0 aa-userns-gen remove runner

sentence "/etc/apparmor.d as a link to another place"
mkdir /tmp/elsewhere
cp -a /etc/apparmor.d/. /tmp/elsewhere
umount /etc/apparmor.d
mv /etc/apparmor.d /etc/apparmor.d.real
ln -s /tmp/elsewhere /etc/apparmor.d
expect_success
rm /etc/apparmor.d
mv /etc/apparmor.d.real /etc/apparmor.d

sentence "few open files"
for files in 4 6 8 10 12 16 20; do
    everything >/tmp/before
    # shellcheck disable=SC2016  # for the inner shell
    run sh -c "ulimit -n $files"' && exec aa-userns-gen apply --when always runner'
    case $status in
        0) expect_status 0 aa-userns-gen remove runner ;;
        1 | 3 | 4)
            everything >/tmp/after
            expect_same /tmp/before /tmp/after
            ;;
        *) complain "with $files open files: exit status $status" "$output" ;;
    esac
done
expect_success

sentence "a full process table"
everything >/tmp/before
threads=$(cat /proc/sys/kernel/threads-max)
# As few as the kernel allows: it has more already. The shell must not need another process until this is set back.
run sh -c 'echo 20 >/proc/sys/kernel/threads-max && exec aa-userns-gen apply --when always runner'
echo "$threads" >/proc/sys/kernel/threads-max
case $status in 1 | 4) ;; *) complain "exit status $status" "$output" ;; esac
expect_output "Resource temporarily unavailable"
everything >/tmp/after
expect_same /tmp/before /tmp/after

sentence "a clock that was set back a day does not bring an old compiled profile back"
cat >/tmp/tool.yaml <<END
version: 1
name: tool
binaries: [{path: /usr/bin/true, template: gateway, profile: tool}]
END
expect_status 0 apply /tmp/tool.yaml
apparmor_parser --replace --write-cache /etc/apparmor.d/aa-userns-gen.tool
date --set yesterday >/dev/null
sed -i s:/usr/bin/true:/usr/bin/false: /tmp/tool.yaml
expect_status 0 apply /tmp/tool.yaml
apparmor_parser --replace --write-cache /etc/apparmor.d/aa-userns-gen.tool
expect_status 0 aa-userns-gen verify
expect_status 0 aa-userns-gen remove tool

sentence "fifty commands at once, each with a policy of its own: none is lost"
for number in $(seq 50); do
    printf 'version: 1\nname: p%s\nbinaries: [{path: /opt/p%s, template: gateway}]\n' "$number" "$number" >"/tmp/p$number.yaml"
    (
        code=0
        apply --quiet "/tmp/p$number.yaml" >"/tmp/p$number.out" 2>&1 || code=$?
        echo "$code" >"/tmp/p$number.status"
    ) &
done
wait
for number in $(seq 50); do
    [ "$(cat "/tmp/p$number.status")" = 0 ] || complain "command $number" "$(cat "/tmp/p$number.out")"
    [ -e "/etc/apparmor.d/aa-userns-gen.p$number" ] || complain "the file of command $number is not there"
done
run sh -c 'grep -c "^p[0-9]* " /sys/kernel/security/apparmor/profiles'
expect_output 50
