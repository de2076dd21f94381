. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image
printf '\177ELF' >image/usr/bin/bwrap
samples=$tests/unit/core/log/audit_samples.log

say "The samples: a policy for what the image has, comments for the rest"
run suggest --root image --log "$samples" | tee suggested
"$AUG_BINARY" suggest --root image --log "$samples" >policy.yaml 2>/dev/null
say "check accepts it"
run check --root image --parser "$good" policy.yaml
say "The same records twice are the same policy"
cat "$samples" "$samples" >twice.log
run suggest --root image --log twice.log >again
sed 's/twice.log/X/g' again >again.x
sed "s|$samples|X|g" suggested | diff - again.x && echo same
say "The standard input"
grep 'comm="bwrap"' "$samples" | run suggest --root image --log -
say "The logs of an image tree"
run suggest --root image
mkdir -p image/var/log/audit
cp "$samples" image/var/log/syslog
say "That of syslog proves nothing: any user can write to it"
run suggest --root image | head -n 3
say "That of auditd is the kernel's"
sed 's/^.*audit(/type=AVC msg=audit(/' "$samples" >image/var/log/audit/audit.log
run suggest --root image --quiet
run suggest --root image | grep '^  '
say "A path of the record, one with a space, an interpreter, a script, a program that others can replace"
mkdir -p "image/opt/my app" image/opt/open
for program in "image/opt/my app/app" image/usr/bin/python3.12 image/opt/open/tool; do
    cp image/usr/bin/bwrap "$program"
done
echo "of its own" >>"image/opt/my app/app"
printf '#!/bin/sh\n' >image/usr/bin/wrapper
chmod 755 image/usr/bin/wrapper
chmod 777 image/opt/open
record() {
    count=$((count + 1))
    printf 'audit(1723479095.677:%s): apparmor="AUDIT" operation="userns_create" profile="unconfined" pid=1 comm="%s" %s\n' \
        $count "$1" "${2-}"
}
count=0
{
    record app execpath=2F6F70742F6D79206170702F617070
    record python3.12 'execpath="/usr/bin/python3.12"'
    record wrapper
    record tool 'execpath="/opt/open/tool"'
    record systemd-executo 'execpath="/usr/lib/systemd/systemd-executor"'
    echo 'kauditd_printk_skb: 16 callbacks suppressed'
} >odd.log
run suggest --root image --log odd.log
"$AUG_BINARY" suggest --root image --log odd.log >policy.yaml 2>/dev/null
run check --root image --parser "$good" policy.yaml
say "A folder whose name has a line break forges a record: from there on, nothing is looked at"
{
    record app 'execpath="/opt/my app/app"'
    record x 'execpath="/tmp/a'
    record bwrap 'execpath="/usr/bin/bwrap"'
    printf 'name="/x"\n'
} >broken.log
run suggest --root image --log broken.log
say "No denials: nothing but a message"
run suggest --root image --log /dev/null
say "Records that went through other hands: JSON, a terminal of 80 columns, bent quotes"
mkdir -p image/opt/tool
cp image/usr/bin/bwrap image/opt/tool/tool
echo "of its own" >>image/opt/tool/tool
count=499
record tool 'execpath="/opt/tool/tool"' >plain
printf '{"_TRANSPORT":"kernel","MESSAGE":"%s"}\n' "$(sed 's/"/\\"/g' plain)" | run suggest --root image --log - | tail -n 4
fold -w 80 plain | run suggest --root image --log - | tail -n 4
sed 's/"/“/g' plain | run suggest --root image --log - | tail -n 4
say "Records that cannot be read, alone and beside others"
printf 'audit(1.2:3): apparmor="GONE" operation="userns_create" profile="unconfined" comm="x"\n' >gone.log
run suggest --root image --log gone.log
printf 'audit(1.2:4): apparmor="DENIED" operation="open" profile="x" comm="x"\n' | cat - gone.log | run suggest --root image --log -
say "auditd's record of the system call has the path"
{
    record tool
    printf 'type=SYSCALL msg=audit(1723479095.677:%s): arch=c000003e syscall=272 pid=1 comm="tool" exe="/opt/tool/tool"\n' $count
} >auditd.log
run suggest --root image --log auditd.log | tail -n 4
say "A profile that its owner writes; an AppImage; complain mode; threads' names; a script of Python"
{
    printf 'audit(1.2:%s): apparmor="DENIED" operation="userns_create" profile="%s" comm="x"\n' 5 snap.thunder.thunder 6 docker-default
    printf 'audit(1.2:7): apparmor="ALLOWED" operation="open" info="Failed name lookup - disconnected path" error=-13 %s\n' \
        'profile="viewer//null-/usr/bin/bwrap" name="proc/9233/uid_map" comm="bwrap"'
    record cursor 'execpath="/tmp/.mount_CursorAb12Cd/usr/share/cursor/cursor"'
    record 3
    record mkosi 'execpath="/usr/bin/python3.12"'
} >owners.log
printf '#!/usr/bin/python3\nimport os\n' >image/usr/bin/mkosi
chmod 755 image/usr/bin/mkosi
run suggest --root image --log owners.log
say "JSON"
run suggest --json --root image --log odd.log
say "Logs that cannot be read"
run suggest --log none.log
run suggest --log image
say "A program that was refused in a sandbox: the policy that names it, that makes it a helper, or why not"
mkdir -p image/opt/agent image/etc/aa-userns-gen/policies
printf '\177ELF' >image/opt/agent/helper
chmod 755 image/opt/agent/helper
serial=350
for name in helper unshare podman; do
    serial=$((serial + 1))
    echo "audit(1752661047.170:$serial): apparmor=\"DENIED\" operation=\"capable\" profile=\"unpriv_bwrap\" pid=1412550" \
        "comm=\"$name\" capname=\"sys_admin\""
done >nested.log
run suggest --root image --log nested.log
printf 'version: 1\nname: agent\nbinaries: [{path: /usr/bin/bwrap, template: bwrap, helpers: [/opt/agent/helper]}]\n' \
    >image/etc/aa-userns-gen/policies/agent.yaml
grep helper nested.log | run suggest --root image --log -
cp nested.log image/var/log/syslog
rm image/var/log/audit/audit.log
say "That of syslog proves nothing of it, either"
run suggest --root image
say "Programs that are named: a policy that apply takes"
run suggest --root image /usr/bin/bwrap
run suggest --root image tool
run suggest --root image /opt/tool/tool "/opt/my app/app"
"$AUG_BINARY" suggest --root image /opt/tool/tool 2>/dev/null | run apply --root image --parser "$good" -
say "Done again, nothing happens: what is granted already has the policy that grants it"
"$AUG_BINARY" suggest --root image /opt/tool/tool 2>/dev/null | run apply --root image --parser "$good" -
run suggest --root image /opt/tool/tool | tail -n 6
say "What gets no entry is told with its reason, and is no policy where it is all"
ln -s tool image/opt/tool/link
run suggest --root image /usr/bin/python3.12
run suggest --root image /opt/open/tool /none /opt /opt/tool/link /tmp/.mount_CursorAb12Cd/cursor
run suggest --root image /usr/bin/bwrap /usr/bin/python3.12 | tail -n 4
run suggest --root image /usr/bin/wrapper
mkdir -p image/usr/lib/wrapper
cp image/opt/tool/tool image/usr/lib/wrapper/wrapper
run suggest --root image /usr/bin/wrapper
count=600
record wrapper | run suggest --root image --log - | tail -n 3
run suggest --root image nothing-like-it
run suggest --root image odd.log/x
run suggest --root image --log odd.log /usr/bin/bwrap
run suggest --root image --json /usr/bin/bwrap
say "A program is no policy"
cp image/opt/tool/tool image/usr/bin/wrapper .
run check --root image --parser "$good" "$box/tool"
run apply --root image --parser "$good" ./wrapper
say "Nor is its name a policy's; and what came of nothing says where to look"
run check --root image --parser "$good" tool
run check --root image --parser "$good" /bin/sh
"$AUG_BINARY" suggest --root image /usr/bin/python3.12 2>/dev/null | run apply --root image --parser "$good" -
run apply --root image --parser "$good"
