#!/bin/sh
# A policy may name a place of a user's. What the user makes of that place stops nothing of root's, and chooses nothing that root is
# told to do.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

as_user() { setpriv --reuid 1000 --regid 1000 --clear-groups "$@"; }
policy() {
    printf 'version: 1\nname: %s\nbinaries:\n  - {path: %s, template: gateway, profile: %s, allow: [user-writable], reason: a test}\n' \
        "$1" "$2" "$1" >"/tmp/$1.yaml"
}

restrict_users
mount -t tmpfs -o mode=755 tmpfs /home
mount -t tmpfs -o mode=755 tmpfs /opt
mkdir -p /home/u/bin /home/u/mnt
for program in /home/u/bin/app /home/u/mnt/app /opt/other /opt/ghost; do own_program "$program"; done
chown -R 1000:1000 /home/u
policy app /home/u/bin/app
policy mounted /home/u/mnt/app
policy other /opt/other
expect_status 0 aa-userns-gen apply --when always /tmp/app.yaml /tmp/mounted.yaml

sentence "a file system of the user's that is closed to root is a place of the user's with nothing in it"
# As fusermount3 mounts it; nobody serves it, and root is refused before anybody is asked.
cat >/tmp/mount_fuse.py <<'END'
import ctypes, os, sys, time
server = os.open("/dev/fuse", os.O_RDWR)
options = f"fd={server},rootmode=40000,user_id=1000,group_id=1000"
if ctypes.CDLL(None).mount(b"app", sys.argv[1].encode(), b"fuse", 6, options.encode()):
    sys.exit("cannot mount it")
time.sleep(600)
END
python3 -B /tmp/mount_fuse.py /home/u/mnt &
server=$!
while ! grep -q /home/u/mnt /proc/mounts; do sleep 0.1; done
expect_status 0 aa-userns-gen apply --when always --verbose /tmp/other.yaml
expect_output "/home/u/mnt/app"
expect_status 0 aa-userns-gen reconcile
expect_output "missing          /home/u/mnt/app" aa-userns-gen status
expect_output "bwrap" timeout 60 aa-userns-gen doctor
expect_status 0 aa-userns-gen suggest /home/u/mnt/tool /opt/ghost
expect_output "path: /opt/ghost"
expect_output "/home/u/mnt"
umount --lazy /home/u/mnt
kill $server 2>/dev/null || true # it may have ended with the mount
expect_status 0 aa-userns-gen remove mounted

lead_to() { as_user ln -sfT "$1" /home/u/bin/app; }
expect_nothing_on() {
    run aa-userns-gen doctor
    expect_output "/home/u/bin/app"
    case $output in *"--remove"* | *ghost\'* | *stale-process* | *"start it anew"*) complain "doctor" "a user's link chose that" "$output" ;; esac
}
expect_status 0 aa-userns-gen remove other
printf 'abi <abi/4.0>,\nprofile ghost /opt/ghost { file, }\n' | apparmor_parser --replace --skip-cache

sentence "a link of the user's chooses no profile and no process of root's, as long as it is not reconciled, nor afterwards"
cp /usr/bin/sleep /opt/other
/opt/other 600 &
process=$!
for program in /opt/ghost /opt/other; do
    lead_to $program
    expect_nothing_on
    run aa-userns-gen reconcile
    expect_nothing_on
done

sentence "nor does it where doctor is asked about it; the program itself is looked at"
lead_to /opt/ghost
run aa-userns-gen doctor /home/u/bin/app
expect_output "that was not looked at"
case $output in *"--remove"*) complain "doctor" "a user's link chose that" "$output" ;; esac
run aa-userns-gen doctor /opt/ghost
expect_output "ghost"
kill $process

sentence "a file system of the user's that says all in it is root's is the user's"
mkdir /opt/served
chown 1000 /opt/served
python3 -B /project/tests/machine/root_fuse.py /opt/served /usr/bin/unshare &
server=$!
while ! [ -x /opt/served/tool ]; do sleep 0.1; done
printf 'version: 1\nname: served\nbinaries: [{path: /opt/served/tool, template: gateway, profile: served}]\n' >/tmp/served.yaml
run aa-userns-gen check /tmp/served.yaml
[ "$status" != 0 ] || complain "check" "a user's program counts as root's" "$output"
expect_output "others than root can write to /opt/served"
umount --lazy /opt/served
kill $server 2>/dev/null || true # it may have ended with the mount

sentence "links of the user's stop nothing that lead deeper than a path can be long, or than files can be open"
# nest LENGTH COUNT: the folder of /home/u/bin becomes a link to what is in so many folders with names so long.
nest() {
    as_user python3 -B -c '
import os, shutil, sys
name, count = "d" * int(sys.argv[1]), int(sys.argv[2])
os.chdir("/home/u")
links = [""]
for depth in range(count):
    os.mkdir(name)
    os.chdir(name)
    links[-1] += name + "/"
    if len(links[-1]) > 3000:
        links.append("/home/u/link%d/" % len(links))
for program in "app", "tool":
    shutil.copy("/home/u/own/app", program)
for number, link in enumerate(links[:-1], 1):
    os.symlink(link, "/home/u/link%d" % number)
os.symlink(links[-1], "/home/u/deep")' "$1" "$2"
    as_user ln -sfT /home/u/deep /home/u/bin
    as_user test -x /home/u/bin/app || complain "nest" "the link does not lead there"
}
mv /home/u/bin /home/u/own
as_user ln -sfT own /home/u/bin
as_user ln -sfT own/app /home/u/own/tool
run aa-userns-gen remove app
policy app /home/u/bin/app
printf 'version: 1\nname: tools\nbinaries: [{path: "/home/*/bin/tool", glob: true, template: gateway, profile: tools, allow: [user-writable], reason: a test}]\n' \
    >/tmp/tools.yaml
rm -f /home/u/own/app /home/u/own/tool
own_program /home/u/own/app
own_program /home/u/own/tool
own_program /opt/free
expect_status 0 aa-userns-gen apply --when always /tmp/app.yaml /tmp/tools.yaml
for deep in "200 30" "1 1500"; do
    # shellcheck disable=SC2086  # two numbers
    nest $deep
    expect_status 0 aa-userns-gen apply --when always /tmp/other.yaml
    expect_status 0 aa-userns-gen reconcile
    run aa-userns-gen doctor
    expect_output "/opt/other: can use user namespaces"
    run aa-userns-gen suggest /home/u/bin/tool /opt/free
    expect_output "path: /opt/free"
    expect_status 0 aa-userns-gen remove other
    rm -rf /home/u/d* /home/u/link* /home/u/bin
    as_user ln -sfT own /home/u/bin
done

sentence "of programs that are not tried, since others hang, it is said that they were not"
run aa-userns-gen remove app tools
for number in 1 2 3; do
    own_program /home/u/own/slow$number
    policy slow$number /home/u/own/slow$number
done
expect_status 0 aa-userns-gen apply --when always /tmp/slow1.yaml /tmp/slow2.yaml /tmp/slow3.yaml
python3 -B /tmp/mount_fuse.py /home/u/mnt &
server=$!
while ! grep -q /home/u/mnt /proc/mounts; do sleep 0.1; done
for number in 1 2 3; do
    printf '#!/home/u/mnt/interpreter\n' >/home/u/own/new
    chmod 755 /home/u/own/new
    chown 1000:1000 /home/u/own/new
    mv /home/u/own/new /home/u/own/slow$number
done
run aa-userns-gen status
expect_output "which profile /home/u/own/slow1 gets: no answer within its time"
expect_output "which profile /home/u/own/slow3 gets: programs of others, tried before it, took too long"
umount --lazy /home/u/mnt
kill $server 2>/dev/null || true # it may have ended with the mount
