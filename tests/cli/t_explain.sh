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
run explain "bwrap: setting up pid map: Permission denied"
run explain "segmentation fault"
say "Text that begins like an option"
run explain -- --no-sandbox: No usable sandbox!
say "What is about a file with such a name is no message of ours"
run explain "rm: cannot remove '/tmp/unshare.log': Operation not permitted"
say "The message with an id, and the list of them"
run explain bwrap-slave
run explain --list | sed -n '1,3p;$p'
run explain --list | grep '^bwrap-s'
run explain --list --json | sed -n '6,14p'
run explain --list bwrap-slave
say "A record is read as suggest reads it"
cat >record <<'END'
audit: type=1400 audit(1752661047.170:350): apparmor="DENIED" operation="capable" class="cap" profile="unpriv_bwrap" pid=1412550 comm="apply-seccomp" capability=21  capname="sys_admin"
END
run explain <record
run explain --json <record
run explain 'audit(1757400000.100:500): apparmor="AUDIT" operation="userns_create" profile="unconfined" pid=4711 comm="none" execpath="/opt/none/bin/none"'
say "Records that cannot be read"
run explain 'audit(1757400000.100:500): apparmor="GONE" operation="userns_create" profile="unconfined" pid=4711 comm="none"'
say "Nothing to explain"
run explain ""
run explain </dev/null
say "The path of a program, and a word of status"
run explain /usr/bin/bwrap
run explain drifted
say "JSON"
run explain --json "bwrap: setting up uid map: Permission denied"
run explain --json "bwrap: setting up pid map: Permission denied"
run explain --json "segmentation fault"
