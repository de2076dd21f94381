#!/bin/sh
# Real coding agents' sandboxes, from npm, for a plain user: sandbox-runtime, which needs its helper in the sandbox, and Codex. As they
# are without their policy, with it, and after it is removed; where bubblewrap has no profile, ours, and the distribution's.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh
# shellcheck source=tests/machine/bubblewrap.sh
. /project/tests/machine/bubblewrap.sh
# shellcheck source=tests/machine/agents.sh
. /project/tests/machine/agents.sh

no_grant="bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted"
no_helper="nested userns is capability-restricted"
pair="bwrap//&unpriv_bwrap (enforce)"
helper="bwrap//&helper_bwrap//&unpriv_bwrap (enforce)"

# without AGENT SAYS|works LABEL
without() {
    case $2 in
        works) works "$1" "$3" ;;
        *) refused "$1" "$2" ;;
    esac
}

# story WHERE AGENT POLICY LABEL SAYS|works: what it says without its policy. In the end the host is as before, to the byte.
story() {
    case $5 in works) how="works" ;; *) how="is refused" ;; esac
    sentence "$1: before $3, $2 $how"
    snapshot_host >/tmp/before
    without "$2" "$5" "$4"
    sentence "$1: with $3, $2 works"
    expect_status 0 aa-userns-gen apply "$3"
    works "$2" "$4"
    expect_status 0 aa-userns-gen verify
    stock_is_as_placed
    sentence "$1: after $3, $2 $how, and the host is as before"
    expect_status 0 aa-userns-gen remove "$3"
    without "$2" "$5" "$4"
    snapshot_host >/tmp/after
    expect_same /tmp/before /tmp/after
}

sentence "what is tried in the sandboxes is done where nothing refuses it"
run unshare --mount sandboxed
for line in "unix socket: done" "mount: done" "unshare: done" "namespace: made, mounts in it done, a mount done"; do
    expect_output "$line"
done

story "no profile" srt claude-code "$helper" "$no_grant"
story "no profile" codex codex "$pair" "$no_grant"

expect_status 0 aa-userns-gen apply runner
story "our profiles" srt claude-code "$helper" "$no_helper"
story "our profiles" codex codex "$pair" works
expect_status 0 aa-userns-gen remove runner

mkdir -p /etc/apparmor.d/local
printf '# of the administrator, without an end of line\n  deny /etc/machine-id r,' >/etc/apparmor.d/local/unpriv_bwrap
place_stock
story "the distribution's" srt claude-code "$helper" "$no_helper"
story "the distribution's" codex codex "$pair" works

# From the words of the user to a working sandbox in two commands.
sentence "the message of the refusal names the command that cures it"
refused srt "$no_helper"
expect_status 0 aa-userns-gen explain "$output"
output=$(printf '%s' "$output" | tr -s ' \n' ' ')
expect_output "for all users, 'sudo aa-userns-gen apply claude-code'"
expect_status 0 aa-userns-gen apply claude-code
works srt "$helper"
expect_status 0 aa-userns-gen remove claude-code

sentence "so do suggest, doctor, and explain with the kernel's record"
dmesg --clear
refused srt "$no_helper"
dmesg >/tmp/records
for command in suggest doctor "explain -"; do
    # shellcheck disable=SC2086  # words
    run aa-userns-gen $command </tmp/records
    output=$(printf '%s' "$output" | tr -s ' \n' ' ')
    expect_output "aa-userns-gen apply claude-code"
done

sentence "where it is installed elsewhere, suggest writes the policy with its path"
mkdir -p /opt/agent
vendor=$modules/@anthropic-ai/sandbox-runtime/vendor
mv $vendor/seccomp/x64/apply-seccomp /opt/agent/
rm -r $vendor/seccomp
srt_settings '"seccomp": {"applyPath": "/opt/agent/apply-seccomp"},'
dmesg --clear
refused srt "$no_helper"
expect_status 0 sh -c 'aa-userns-gen suggest >/tmp/policy.yaml'
expect_output "      - /opt/agent/apply-seccomp
    on_conflict: extend" cat /tmp/policy.yaml
expect_status 0 aa-userns-gen apply /tmp/policy.yaml
works srt "$helper"
stock_is_as_placed
expect_status 0 aa-userns-gen remove suggested
run aa-userns-gen apply claude-code
expect_status 0
expect_output "no helper of the policy 'claude-code' is there"
expect_status 0 aa-userns-gen remove claude-code

# As its own installer places it: the program is its helper as well. Whoever owns the home could make another program of it.
sentence "in a home, it takes what the policy has as a comment; and works on in its next version"
versions=/home/tester/.local/share/claude/versions
mkdir -p $versions
cp /opt/agent/apply-seccomp $versions/2.1.90
chown -R tester: /home/tester/.local
version() { srt_settings "\"seccomp\": {\"applyPath\": \"$versions/$1\"},"; }
version 2.1.90
refused srt "$no_helper"
aa-userns-gen show claude-code 2>/dev/null | sed 's:^      # - /home/:      - /home/:' >/tmp/home.yaml
expect_status 3 aa-userns-gen apply /tmp/home.yaml
expect_output "user-writable"
sed -i 's/^    # \(allow:\|reason:\)/    \1/' /tmp/home.yaml
expect_status 0 aa-userns-gen apply /tmp/home.yaml
works srt "$helper"
mv $versions/2.1.90 $versions/2.1.91
version 2.1.91
works srt "$helper"
expect_status 0 aa-userns-gen verify
expect_status 0 aa-userns-gen remove claude-code
remove_stock

# Codex brings a bubblewrap along, for where the system has none.
mv /usr/bin/bwrap /usr/bin/away
story "a bubblewrap of its own" codex codex "codex_bwrap//&unpriv_codex_bwrap (enforce)" "$no_grant"

# As its own installer places a release in a home.
sentence "a release of its own in a home works by what the policy has as a comment"
releases=/home/tester/.codex/packages/standalone/releases
release=$releases/0.171.0-x86_64-unknown-linux-musl
mkdir -p $releases
cp -r $modules/@openai/codex/node_modules/@openai/codex-linux-x64/vendor/x86_64-unknown-linux-musl $release
chown -R tester: /home/tester/.codex
mv $modules/@openai /opt/away-codex
ln -s $release/bin/codex /usr/local/bin/codex
aa-userns-gen show codex 2>/dev/null | sed 's/^  # - path/  - path/; s/^  #   /    /' >/tmp/home.yaml
refused codex "$no_grant"
expect_status 0 aa-userns-gen apply /tmp/home.yaml
works codex "codex_release_bwrap//&unpriv_codex_release_bwrap (enforce)"
expect_status 0 aa-userns-gen remove codex
refused codex "$no_grant"
