. "$(dirname "$0")/lib.sh"

say "A message, in quotes or not"
run explain "bwrap: setting up uid map: Permission denied"
run explain bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted
say "A log on the standard input: each message once"
cat >log <<'END'
Nov 22 10:00:00 host systemd[1]: app.service: Main process exited, code=exited, status=226/NAMESPACE
Nov 22 10:00:01 host app[4711]: something else
Nov 22 10:00:02 host app[4712]: unshare: write failed /proc/self/uid_map: Operation not permitted
Nov 22 10:00:03 host app[4713]: unshare: write failed /proc/self/uid_map: Operation not permitted
END
run explain <log
run explain - <log
say "What is unknown, with and without a message that is near"
run explain "bwrap: setting up gid map: Permission denied"
run explain "segmentation fault"
say "Text that begins like an option"
run explain -- --no-sandbox: No usable sandbox!
say "Nothing to explain"
run explain ""
run explain </dev/null
say "JSON"
run explain --json "bwrap: setting up uid map: Permission denied"
run explain --json "bwrap: setting up gid map: Permission denied"
run explain --json "segmentation fault"
