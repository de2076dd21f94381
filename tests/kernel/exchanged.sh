#!/bin/sh
# What a user exchanges while root looks at it chooses no command that root is told to paste, and keeps no change waiting.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

as_user() { setpriv --reuid 1000 --regid 1000 --clear-groups "$@"; }
expect_nothing_on_ghost() {
    run aa-userns-gen doctor "$@"
    expect_output "/home/u/bin/app"
    case $output in *".remove"* | *"--remove"* | *"disable/"*) complain "doctor" "a user chose that" "$output" ;; esac
}

restrict_users
mount -t tmpfs -o mode=755 tmpfs /home
mount -t tmpfs -o mode=755 tmpfs /opt
mkdir -p /home/u/bin
for program in /home/u/bin/app /opt/other /opt/ghost; do own_program "$program"; done
chown -R 1000:1000 /home/u
printf 'version: 1\nname: app\nbinaries: [{path: /home/u/bin/app, template: gateway, allow: [user-writable], reason: a test}]\n' \
    >/opt/app.yaml
printf 'version: 1\nname: other\nbinaries: [{path: /opt/other, template: gateway}]\n' >/opt/other.yaml
expect_status 0 aa-userns-gen apply --when always /opt/app.yaml
printf 'abi <abi/4.0>,\nprofile ghost /opt/ghost { file, }\n' | apparmor_parser --replace --skip-cache

sentence "a chain of links that goes round further than is looked, and then to a program of root's"
as_user python3 -B -c '
import os
os.chdir("/home/u/bin")
os.mkdir("d")
os.symlink("/opt/ghost", "link0")
for number in range(1, 7):
    os.symlink("d/../" * 800 + "link%d" % (number - 1), "link%d" % number)
os.rename("app", "own")
os.rename("link6", "app")'
as_user test /home/u/bin/app -ef /opt/ghost || complain "the chain" "it does not lead there" ""
expect_nothing_on_ghost
expect_output "others than root chose"
expect_nothing_on_ghost /home/u/bin/app
expect_output "drifted" aa-userns-gen status

sentence "a program that becomes a link to one of root's and back, all the time"
as_user mv -T /home/u/bin/own /home/u/bin/app
as_user ln -s /opt/ghost /home/u/bin/link
as_user python3 -B -c '
import ctypes, os
os.chdir("/home/u/bin")
libc = ctypes.CDLL(None)
while True:
    libc.renameat2(-100, b"app", -100, b"link", 2)' &
exchanging=$!
sleep 0.5
for _ in $(seq 20); do expect_nothing_on_ghost; done
run aa-userns-gen remove app
for _ in $(seq 20); do
    run aa-userns-gen plan --when always /opt/app.yaml
    case $output in *".remove"*) complain "plan" "a user chose that" "$output" ;; esac
done
kill $exchanging

# serve_nothing FOLDER: as fusermount3 mounts it for user 1000 with allow_other; nobody ever answers.
serve_nothing() {
    python3 -B -c '
import ctypes, os, sys, time
server = os.open("/dev/fuse", os.O_RDWR)
options = f"fd={server},rootmode=40000,user_id=1000,group_id=1000,allow_other,default_permissions"
if ctypes.CDLL(None).mount(b"silent", sys.argv[1].encode(), b"fuse", 6, options.encode()):
    sys.exit("cannot mount it")
time.sleep(600)' "$1" &
    server=$!
    while ! grep -q "$1" /proc/mounts; do sleep 0.1; done
}
stop_serving() {
    umount --lazy "$1"
    kill $server 2>/dev/null || true # it may have ended with the mount
}

sentence "a file system of a user's that never answers, where a private folder may have been left"
mkdir /tmp/aa-userns-gen.AAAAAA
chown 1000 /tmp/aa-userns-gen.AAAAAA
serve_nothing /tmp/aa-userns-gen.AAAAAA
expect_status 0 timeout --kill-after=1 60 aa-userns-gen apply --when always /opt/other.yaml
stop_serving /tmp/aa-userns-gen.AAAAAA

sentence "the same as the home of a user, of whose services doctor tells"
home=$(grep :1000: /etc/passwd | cut -d : -f 6)
mkdir -p "$home"
chown 1000 "$home"
mountpoint -q /sys/fs/cgroup || mount -t cgroup2 cgroup2 /sys/fs/cgroup
group=/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/app.service
mkdir -p $group
sh -c "echo \$\$ >$group/cgroup.procs; exec setpriv --reuid 1000 --regid 1000 --clear-groups unshare -U sleep 600" &
service=$!
serve_nothing "$home"
sleep 0.5 # until the service has its namespace
expect_output "it is a file system of user 1000" timeout --kill-after=1 60 aa-userns-gen doctor --verbose
stop_serving "$home"
kill $service
