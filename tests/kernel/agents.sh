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
remove_stock

# Codex brings a bubblewrap along, for where the system has none.
mv /usr/bin/bwrap /usr/bin/away
story "a bubblewrap of its own" codex codex "codex_bwrap//&unpriv_codex_bwrap (enforce)" "$no_grant"
