#!/bin/sh
# What root opens, and what its processes that become another user's have of root's: held by strace, on a host where a user owns a
# home, a folder of programs, a log and a part of an image. A traced process cannot trace others, so that no label can be told here
# and some of these commands end with a failure: what they open before, and who runs as whom, is seen all the same.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

judge() { python3 -B /project/tests/machine/system_calls.py "$@"; }

# opens COMMAND...: by the rule; what the administrator names is opened as any tool opens it.
opens() {
    strace -f -y -v -s 4096 -qq -o /tmp/trace -e trace=open,openat,openat2,execve,setuid,setresuid aa-userns-gen "$@" >/tmp/said 2>&1 || true
    run judge opens /tmp/trace "$@"
    [ "$status" = 0 ] || complain "aa-userns-gen $*" "$output"
    echo "# $* ${output##*# }"
}

user=1000
mount -t tmpfs -o mode=755 tmpfs /home
mkdir -p /home/u/.config/systemd/user /home/u/bin
printf '[Service]\nExecStart=/bin/true\nPrivateUsers=yes\n' >/home/u/.config/systemd/user/app.service
ln -s /etc/shadow /home/u/.config/systemd/user/link.service
own_program /home/u/bin/tool
ln -s /usr/bin/bwrap /home/u/bin/link
printf 'version: 1\nname: mine\nbinaries:\n  - path: /home/u/bin/tool\n    template: gateway\n    allow: [user-writable]\n    reason: a test\n' >/home/u/policy.yaml
dmesg >/home/u/log
chown -R $user:$user /home/u
image=/tmp/image
mkdir -p $image/etc/apparmor.d/abi $image/usr/bin $image/home/u $image/var
cp -r /etc/apparmor.d $image/etc/
cp /usr/bin/bwrap $image/usr/bin/
chown -R $user $image/home/u

sentence "the judge finds what breaks the rule, and is no judge of an empty trace"
printf '%s\n' '7 execve("/usr/bin/aa-userns-gen", ["aa-userns-gen"], []) = 0' \
    '7 openat(AT_FDCWD</root>, "/home/u/policy.yaml", O_RDONLY|O_CLOEXEC) = 3</home/u/policy.yaml>' >/tmp/bad
expect_status 1 judge opens /tmp/bad
expect_output "/home/u/policy.yaml"
: >/tmp/empty
expect_status 1 judge opens /tmp/empty
sed 's|AT_FDCWD</root>, "/home/u/|3</home/u>, "|; s/O_RDONLY/O_RDONLY|O_NOFOLLOW/' /tmp/bad >/tmp/good
expect_status 0 judge opens /tmp/good

sentence "apply, status, verify, doctor, suggest and check open nothing through a folder of others but one name below a handle"
opens apply runner
opens apply /home/u/policy.yaml
opens check /home/u/policy.yaml
opens plan /home/u/policy.yaml
opens status
opens verify
opens doctor
opens doctor /home/u/bin/tool /home/u/bin/link
opens suggest
opens suggest --log /home/u/log
opens remove --all

sentence "so it is with --root"
opens apply --root $image --when always runner
opens check --root $image /home/u/policy.yaml
opens status --root $image
opens doctor --root $image /usr/bin/bwrap
opens suggest --root $image --log /home/u/log

sentence "a process that becomes another user's has no file, no variable and no memory of root's"
secret=a-secret-of-the-caller
for command in "doctor" "doctor /usr/bin/bwrap"; do
    # shellcheck disable=SC2086  # a command of several words
    run judge others $secret aa-userns-gen $command
    [ "$status" = 0 ] || complain "aa-userns-gen $command" "$output"
    echo "# $command: ${output##*# }"
done

sentence "the word that starts the helper answers nothing to who pipes questions into it"
run sh -c 'printf "label\\0\\0/usr/bin/id\\0" | aa-userns-gen --answer-questions-about-programs 0'
expect_status 0
[ -z "$output" ] || complain "an answer" "$output"
