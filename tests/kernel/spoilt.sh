#!/bin/sh
# What others than root made of programs and helpers after they were granted: no command says that it is as it should be, nothing grants
# it again, and the record of a program whose place a link has taken leads to no grant for what the link leads to.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh
set +e

user=2500
as_user() { setpriv --reuid $user --regid $user --clear-groups "$@"; }
mount -t tmpfs -o mode=755 tmpfs /opt
mount -t tmpfs -o mode=755 tmpfs /home
mkdir -p /opt/h /home/u
chown $user /home/u
own_program /opt/h/tool
own_program /opt/h/helper
cat >/tmp/p.yaml <<'END'
version: 1
name: p
binaries:
  - path: /usr/bin/bwrap
    template: bwrap
    helpers: [/opt/h/helper]
  - path: /opt/h/tool
    template: gateway
END
expect_status 0 aa-userns-gen apply /tmp/p.yaml
in_sandbox() { as_user bwrap --unshare-user --bind / / /opt/h/helper --user --map-root-user --mount true; }
by_tool() { as_user /opt/h/tool "$@"; }
expect_status 0 in_sandbox
expect_status 0 by_tool --user --map-root-user --mount true

sentence "a helper that became a user's is no grant any more"
chown $user /opt/h/helper
for command in status verify doctor; do
    expect_status 7 aa-userns-gen $command
    expect_output "others than root can write to /opt/h/helper"
done

sentence "nor is a program that became a shell"
cp -p /bin/dash /opt/h/tool
for command in status verify doctor; do
    expect_status 7 aa-userns-gen $command
    expect_output "is the same file as"
done

sentence "reconcile leaves both out, and rollback does not bring them back"
expect_status 0 aa-userns-gen reconcile
expect_status 1 in_sandbox
expect_status 0 aa-userns-gen rollback
expect_output "not all that was granted then can be granted now"
run in_sandbox
[ "$status" != 0 ] || complain "the user's helper has its grant again" "$output"
run by_tool -c 'unshare --user --map-root-user --mount true'
[ "$status" != 0 ] || complain "the shell has the grant again" "$output"
expect_status 0 aa-userns-gen remove --all --purge

sentence "a script among the programs of a pattern that runs its arguments"
mkdir /opt/w
printf '#!/bin/sh\nexec "$@"\n' >/opt/w/run
chmod 755 /opt/w/run
printf 'version: 1\nname: w\nbinaries: [{path: "/opt/w/*", glob: true, profile: w, template: gateway}]\n' >/tmp/w.yaml
expect_status 3 aa-userns-gen apply /tmp/w.yaml
expect_output "runs its arguments"

sentence "a record's program that is a link of a user's by now"
own_program /home/u/app
run as_user /home/u/app --user --map-root-user true
rm /home/u/app
ln -s /usr/bin/wall /home/u/app
chown -h $user /home/u/app
run aa-userns-gen suggest
case $output in *"path: /usr/bin/wall"*) complain "a grant for what the link leads to" "$output" ;; esac

sentence "a script of a user's decides nothing about what it starts"
printf '#!/bin/sh\nexec /usr/bin/logger "$@"\n' >/home/u/run
chmod 755 /home/u/run
chown $user /home/u/run
run aa-userns-gen doctor /home/u/run
case $output in *"path: /usr/bin/logger"*) complain "a command for what a user chose" "$output" ;; esac
