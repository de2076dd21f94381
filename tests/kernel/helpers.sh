#!/bin/sh
# Helpers keep their capabilities in a sandbox of bubblewrap, to make a namespace inside it: Claude's sandbox-runtime and Codex do
# so. Nothing else in the sandbox does, and neither does what a helper runs.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh
# shellcheck source=tests/machine/bubblewrap.sh
. /project/tests/machine/bubblewrap.sh

mkdir -p /usr/local/agent
cp /usr/bin/unshare "/usr/local/agent/the helper"
ln -s "agent/the helper" /usr/local/helper
cat >/tmp/agent.yaml <<'END'
version: 1
name: agent
binaries:
  - path: /usr/bin/bwrap
    template: bwrap
    allow: [multiplexer]
    reason: its helper is a copy of unshare, for this test
    helpers: [/usr/local/helper]
END

restrict_users
expect_status 0 aa-userns-gen apply --when always /tmp/agent.yaml

sentence "a helper makes a namespace in the sandbox, started by bubblewrap or by a program"
in_sandbox /usr/local/helper --user --map-root-user --mount true
expect_status 0
in_sandbox sh -c '/usr/local/helper --user --map-root-user --mount true'
expect_status 0
in_sandbox sh -c '/usr/local/helper --user --map-root-user sh -c "/usr/local/helper --user --map-root-user true"'
expect_status 0

sentence "verify tries it, in a sandbox and by its own path"
expect_status 0 aa-userns-gen verify
expect_output "granted          /usr/local/helper  helper of /usr/bin/bwrap, profile helper_bwrap"

local=/etc/apparmor.d/local
mkdir -p $local
load() { apparmor_parser --replace --skip-cache /etc/apparmor.d/aa-userns-gen.bwrap /etc/apparmor.d/aa-userns-gen.helper_bwrap; }

sentence "it tells a helper that is refused, and one whose programs can use capabilities"
echo "  deny capability sys_admin," >$local/helper_bwrap
load
expect_status 7 aa-userns-gen verify
expect_output "broken           /usr/local/helper"
expect_output "is refused a namespace in a sandbox of /usr/bin/bwrap"
echo "  priority=2 /run/** ix," | tee $local/bwrap >$local/helper_bwrap
load
expect_status 7 aa-userns-gen verify
expect_output "a program that /usr/local/agent/the helper runs can use capabilities: its label there is 'bwrap//&helper_bwrap"
expect_status 0 aa-userns-gen status
rm $local/bwrap $local/helper_bwrap
load
expect_status 0 aa-userns-gen verify

sentence "what cannot be tried is not fine"
mkdir -m 700 /tmp/private
cp /usr/bin/aa-userns-gen /tmp/private/
expect_status 7 /tmp/private/aa-userns-gen verify
expect_output "unproved         /usr/local/helper"

sentence "nothing else does"
in_sandbox unshare --user --map-root-user true
expect_refused
in_sandbox sh -c 'cp "/usr/local/agent/the helper" /tmp/copy && /tmp/copy --user --map-root-user true'
expect_refused
run as_nobody bwrap --unshare-all --cap-add ALL --bind / / mount -t tmpfs tmpfs /mnt
expect_refused

sentence "what a helper runs has no capabilities, in no namespace"
in_sandbox /usr/local/helper --user --map-root-user --mount mount -t tmpfs tmpfs /mnt
expect_refused
in_sandbox /usr/local/helper --user --map-root-user unshare --user --map-root-user true
expect_refused
in_sandbox /usr/local/helper --user --map-root-user cat /proc/self/attr/current
expect_output "unpriv_bwrap"

sentence "outside of a sandbox a helper is nothing special"
run as_nobody /usr/local/helper --user --map-root-user true
expect_refused

sentence "without helpers, their profile goes away"
sed -i /helpers/d /tmp/agent.yaml
expect_status 0 aa-userns-gen apply --when always /tmp/agent.yaml
in_sandbox /usr/local/helper --user --map-root-user --mount true
expect_refused
[ ! -e /etc/apparmor.d/aa-userns-gen.helper_bwrap ] || complain "its file is still there"
expect_no_output sh -c 'grep helper_ /sys/kernel/security/apparmor/profiles'

sentence "a helper that runs any program is refused, also under another name"
sed '/allow:/d; /reason:/d' /tmp/agent.yaml >/tmp/any.yaml
echo "    helpers: [/usr/local/helper]" >>/tmp/any.yaml
expect_status 3 aa-userns-gen apply --when always /tmp/any.yaml
expect_output "is the same file as /usr/bin/unshare"

sentence "a helper that others can replace is refused"
chown nobody "/usr/local/agent/the helper"
echo "    helpers: [/usr/local/helper]" >>/tmp/agent.yaml
expect_status 3 aa-userns-gen apply --when always /tmp/agent.yaml
expect_output "user-writable"
