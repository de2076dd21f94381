# shellcheck shell=sh
# For scripts about doctor: what it finds first, and whether the remedy, run as it stands, cures it.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

# Without a daemon, the kernel prints at most ten records in five seconds, and drops the others.
echo 0 >/proc/sys/kernel/printk_ratelimit

# diagnose ARGUMENTS...: the checks in /tmp/checks.json, the remedy of the first in /tmp/remedy.
diagnose() {
    run aa-userns-gen doctor --json "$@"
    printf '%s\n' "$output" >/tmp/checks.json
    python3 -c '
import json
checks = json.load(open("/tmp/checks.json"))["checks"]
levels = ["fail", "warn", "info", "ok"]
assert [levels.index(check["level"]) for check in checks] == sorted(levels.index(check["level"]) for check in checks)
assert all(set(check) == {"id", "level", "message", "evidence", "remedy"} for check in checks)
print(checks[0]["level"], checks[0]["id"], checks[0]["message"], checks[0]["evidence"], sep="\n")
open("/tmp/remedy", "w").write(checks[0]["remedy"] + "\n")' >/tmp/first || complain "bad JSON" "$output"
}

# expect_first LEVEL ID WORDS: what doctor says first.
expect_first() {
    expect_status 7
    [ "$(sed -n 1,2p /tmp/first)" = "$1
$2" ] || complain "first is $(cat /tmp/first), not $1 $2" "$(cat /tmp/remedy)"
    expect_output "$3" cat /tmp/first
}

follow_remedy() { expect_status 0 sh -eu /tmp/remedy; }

expect_healthy() {
    expect_status 0 aa-userns-gen doctor "$@"
    case $output in *warn\ * | *fail\ *) complain "not healthy" "$output" ;; esac
}

expect_bwrap_works() { expect_status 0 as_nobody bwrap --unshare-user --bind / / true; }
expect_bwrap_fails() { expect_status 1 as_nobody bwrap --unshare-user --bind / / true; }

# unload NAME...: whether loaded or not.
unload() {
    for name; do printf %s "$name" >$apparmorfs/.remove 2>/dev/null || true; done
}
