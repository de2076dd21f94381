#!/bin/sh
# Real coding agents' sandboxes, from npm: refused without a policy, run with it, and refused again when it is removed; with no profile
# for bubblewrap, and with the distribution's.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

modules=/usr/lib/node_modules
[ -e $modules/@anthropic-ai/sandbox-runtime ] || { echo "skipped: sandbox-runtime is not here"; exit 77; }
stock=/etc/apparmor.d/bwrap-userns-restrict
sysctl -q -w kernel.io_uring_disabled=2  # node's io_uring is too much for this kernel
sysctl -q -w kernel.printk_ratelimit=0
restrict_users
mount -t tmpfs -o mode=755 tmpfs /home
mkdir -p /home/tester/work
echo '{"network": {"allowedDomains": [], "deniedDomains": []}, "filesystem": {"denyRead": [], "allowWrite": ["/home/tester/work"], "denyWrite": []}}' \
    >/home/tester/.srt-settings.json
chown -R tester: /home/tester

as_tester() { run su -l tester -c "cd work && $1"; }
in_srt() { as_tester "srt --settings ~/.srt-settings.json $1"; }

srt_works() {
    in_srt "touch /home/tester/work/made"
    expect_status 0
    [ -e /home/tester/work/made ] || complain "nothing was made" "$output"
    rm -f /home/tester/work/made
    in_srt "cat /proc/self/attr/current"
    echo "# srt: $output"
    expect_output "unpriv_bwrap"
    in_srt "unshare --user --map-root-user true"
    [ "$status" != 0 ] || complain "a namespace of the sandbox's own is not refused" "$output"
    in_srt "touch /home/tester/outside"
    [ ! -e /home/tester/outside ] || complain "something was made outside" "$output"
}

srt_is_refused() {
    in_srt "touch /home/tester/work/made"
    [ ! -e /home/tester/work/made ] || complain "it is not refused" "$output"
    rm -f /home/tester/work/made
}

sentence "sandbox-runtime is refused where bubblewrap has no profile"
srt_is_refused

sentence "and runs with the policy claude-code"
expect_status 0 aa-userns-gen apply claude-code
srt_works
expect_status 0 aa-userns-gen verify

sentence "until that is removed"
expect_status 0 aa-userns-gen remove claude-code
srt_is_refused

sentence "under the distribution's profile it is refused as well"
cp /usr/share/apparmor/extra-profiles/bwrap-userns-restrict $stock
apparmor_parser --replace --skip-cache $stock
srt_is_refused

sentence "and runs with the policy, which leaves that profile in place"
find /etc/apparmor.d -type f -exec sha256sum {} + | sort -k 2 >/tmp/before
expect_status 0 aa-userns-gen apply claude-code
expect_output "granted-by-other"
srt_works
expect_status 0 aa-userns-gen verify

sentence "until that is removed, and all files are as before"
expect_status 0 aa-userns-gen remove claude-code
srt_is_refused
find /etc/apparmor.d -type f -exec sha256sum {} + | sort -k 2 >/tmp/after
expect_same /tmp/before /tmp/after

in_codex() { as_tester "codex sandbox -c sandbox_mode=workspace-write -- $1"; }

codex_works() {
    in_codex "touch /home/tester/work/made"
    expect_status 0
    [ -e /home/tester/work/made ] || complain "nothing was made" "$output"
    rm -f /home/tester/work/made
    in_codex "touch /home/tester/outside"
    [ ! -e /home/tester/outside ] || complain "something was made outside" "$output"
    in_codex "cat /proc/self/attr/current"
    echo "# codex: $output"
    expect_output "${1-bwrap//&unpriv_bwrap}"
    in_codex "unshare --user --map-root-user --mount mount -t tmpfs tmpfs /mnt"
    [ "$status" != 0 ] || complain "a mount in the sandbox is not refused" "$output"
}

codex_is_refused() {
    in_codex "touch /home/tester/work/made"
    [ ! -e /home/tester/work/made ] || complain "it is not refused" "$output"
    rm -f /home/tester/work/made
}

sentence "Codex runs under the distribution's profile, and with the policy codex, which leaves that in place"
codex_works
expect_status 0 aa-userns-gen apply codex
codex_works
expect_status 0 aa-userns-gen remove codex

sentence "without it, it is refused without the policy"
apparmor_parser --remove $stock
rm $stock
codex_is_refused
expect_status 0 aa-userns-gen apply codex
codex_works
expect_status 0 aa-userns-gen verify
expect_status 0 aa-userns-gen remove codex
codex_is_refused

sentence "so it is with the bubblewrap that it brings along, where the system has none"
rm /usr/bin/bwrap
codex_is_refused
expect_status 0 aa-userns-gen apply codex
codex_works "codex_bwrap//&unpriv_codex_bwrap"
expect_status 0 aa-userns-gen remove codex
codex_is_refused
