#!/bin/sh
# From a program to its grant in two commands: bubblewrap, a program of its own, an AppImage's file; and what is refused, with the reason.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

restrict_users
mount -t tmpfs -o mode=755 tmpfs /opt
mount -t tmpfs -o mode=755 tmpfs /home
mkdir -p /opt/tool /home/tester/bin
own_program /opt/tool/tool
own_program /opt/Tool-1.2.AppImage
own_program /home/tester/bin/tool
chown -R tester: /home/tester

mounts() { run as_nobody "$1" --user --map-root-user --mount mount -t tmpfs none /mnt; }

# granted PROGRAM: by the two commands, which are what doctor says of it.
granted() {
    run sh -c 'aa-userns-gen suggest "$1" | aa-userns-gen apply -' sh "$1"
    expect_status 0
    expect_output "granted"
    expect_status 0 aa-userns-gen verify
}

sentence "bubblewrap, by its name"
run as_nobody bwrap --unshare-user --bind / / true
[ "$status" != 0 ] || complain "it needs no grant"
granted bwrap
expect_status 0 as_nobody bwrap --unshare-user --bind / / true
run as_nobody bwrap --unshare-all --cap-add ALL --bind / / mount -t tmpfs tmpfs /mnt
[ "$status" != 0 ] || complain "the program in the sandbox may mount"
expect_status 0 aa-userns-gen remove --all

sentence "a program, and the file of an AppImage"
for program in /opt/tool/tool /opt/Tool-1.2.AppImage; do
    mounts $program
    [ "$status" != 0 ] || complain "$program needs no grant"
    run aa-userns-gen doctor $program
    expect_output "      do    aa-userns-gen suggest $program | aa-userns-gen apply -"
    granted $program
    mounts $program
    expect_status 0
done
expect_status 0 aa-userns-gen remove --all

sentence "not a program in a home, or a shell: the reason is said, no policy comes of it, and no command of doctor"
for program in /home/tester/bin/tool /bin/sh; do
    expect_status 1 aa-userns-gen suggest $program
    expect_no_output sh -c "aa-userns-gen suggest $program 2>/dev/null"
    expect_no_output sh -c "aa-userns-gen doctor $program | grep 'do    [^#]'"
done
expect_status 1 aa-userns-gen suggest /home/tester/bin/tool
expect_output "others than root can change"

sentence "for who decides that a program in a home is meant, the lines of the refusal make a policy"
{
    printf 'version: 1\nname: home\nbinaries:\n'
    aa-userns-gen suggest /home/tester/bin/tool 2>&1 | sed -n 's/^ *| //p'
} >/tmp/policy.yaml
mounts /home/tester/bin/tool
[ "$status" != 0 ] || complain "it needs no grant"
expect_status 0 aa-userns-gen apply /tmp/policy.yaml
expect_output "granted"
expect_status 0 mounts /home/tester/bin/tool
expect_status 0 aa-userns-gen verify

sentence "or a copy of it where only root can write, in the two commands"
expect_status 0 aa-userns-gen remove --all
install -D /home/tester/bin/tool /opt/copied/tool
granted /opt/copied/tool
expect_status 0 mounts /opt/copied/tool
