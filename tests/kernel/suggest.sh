#!/bin/sh
# suggest: from the kernel's own record of a refusal to a policy that cures it, and what it must not suggest.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

# Without a daemon, the kernel prints at most ten records in five seconds, and drops the others.
echo 0 >/proc/sys/kernel/printk_ratelimit
mount -t tmpfs -o mode=755 tmpfs /opt
mkdir /opt/gw

# suggested ARGUMENTS...: the policy in /tmp/policy.yaml, the messages in /tmp/messages.
suggested() {
    command="suggest $*"
    status=0
    aa-userns-gen suggest "$@" >/tmp/policy.yaml 2>/tmp/messages || status=$?
    output=$(cat /tmp/policy.yaml /tmp/messages)
}

expect_no_policy() {
    expect_status 0
    expect_no_output cat /tmp/policy.yaml
    expect_output "$1" cat /tmp/messages
}

expect_refused_policy_line() {
    run grep -v '^ *#' /tmp/policy.yaml
    case $output in *"$1"*) complain "must not suggest $1" "$output" ;; esac
}

# wait_for_record NAME: until the kernel's buffer has a record of a program of that name.
wait_for_record() {
    for _ in $(seq 100); do
        if dmesg | grep -qF "comm=\"$1\""; then return; fi
        sleep 0.2
    done
    complain "no record of $1" "$(dmesg | tail -20)"
}

sentence "before anything was refused, there is no policy"
suggested
expect_no_policy "no program was refused a user namespace"

sentence "bwrap is refused: the kernel's record, captured, becomes a policy that check accepts"
run as_nobody bwrap --unshare-user --bind / / true
expect_status 1
expect_output "$REFUSAL"
dmesg >/tmp/dmesg
suggested --log /tmp/dmesg
expect_status 0
expect_output "  - path: /usr/bin/bwrap
    template: bwrap"
expect_output 'operation="userns_create"'
expect_status 0 aa-userns-gen check /tmp/policy.yaml

sentence "applied, it cures bwrap"
expect_status 0 aa-userns-gen apply /tmp/policy.yaml
expect_status 0 as_nobody bwrap --unshare-user --bind / / true

sentence "then the same records ask for nothing any more"
suggested --log /tmp/dmesg
expect_no_policy "has been granted by the policy 'suggested'"

sentence "what bwrap's sandbox refuses inside is no wish for a profile"
dmesg --clear
as_nobody bwrap --unshare-all --dev-bind / / unshare --user --map-root-user true >/dev/null 2>&1 && complain "not refused"
as_nobody bwrap --unshare-all --cap-add ALL --dev-bind / / mount -t tmpfs none /mnt >/dev/null 2>&1 && complain "not refused"
dmesg >/tmp/nested
suggested --log /tmp/nested
expect_no_policy "inside of a sandbox, and the profile 'unpriv_bwrap' refuses it there on purpose"
expect_status 0 aa-userns-gen remove suggested

sentence "the path comes from the process while that runs, and the policy cures it"
own_program /opt/gw/gw
as_nobody /opt/gw/gw --user --fork sleep 1000 &
wait_for_record gw
suggested
expect_status 0
expect_output "a process of that name and number runs this now, and a process can give itself any name, and run another program afterwards
"
expect_output "  - path: /opt/gw/gw
    template: gateway"
expect_status 1 as_nobody /opt/gw/gw --user --map-root-user true
expect_status 0 aa-userns-gen apply /tmp/policy.yaml
expect_status 0 as_nobody /opt/gw/gw --user --map-root-user true
expect_status 0 aa-userns-gen remove suggested

sentence "with the process gone, the path is that of the only program of that name, or none"
kill -9 "$(pidof gw)"
for _ in $(seq 100); do
    if ! pidof gw >/tmp/gone; then break; fi
    sleep 0.2
done
suggested
expect_output "this is the only other program of that name that was found, and a process can give itself any name"
expect_output "  - path: /opt/gw/gw"
mv /opt/gw/gw /opt/gw/gone
suggested
expect_output "the standard folders have no program 'gw'"
expect_refused_policy_line /opt/gw/gw
mv /opt/gw/gone /opt/gw/gw

sentence "a program of that name in one standard folder is taken for it, in two it is not"
own_program /usr/local/bin/gw
suggested
expect_output "  - path: /usr/local/bin/gw"
own_program /usr/local/sbin/gw
suggested
expect_output "cannot be told from /usr/local/sbin/gw and /usr/local/bin/gw"
expect_refused_policy_line /usr/local/bin/gw

sentence "a program that others can replace is shown with the lines to decide on, and gets no entry"
chown nobody /usr/local/bin/gw
rm /usr/local/sbin/gw
suggested
expect_output "others than root can change '/usr/local/bin/gw'"
expect_refused_policy_line /usr/local/bin/gw
rm /usr/local/bin/gw

sentence "neither unshare nor what systemd does before it executes a program gets an entry"
dmesg --clear
as_nobody unshare --user true
own_program '/opt/gw/(gateway)'
as_nobody '/opt/gw/(gateway)' --user true
wait_for_record '(gateway)'
dmesg >/tmp/others
suggested --log /tmp/others
expect_no_policy "'/usr/bin/unshare' is a tool that runs other programs"
expect_output "a program whose name is, or ends in, 'gateway'" cat /tmp/messages

sentence "a script that begins with #! can have a profile by its own path, as the remark on interpreters says"
printf '#!/bin/sh\nexec /usr/bin/unshare --user --map-root-user true\n' >/opt/gw/start
chmod 755 /opt/gw/start
expect_status 1 as_nobody /opt/gw/start
printf 'version: 1\nname: script\nbinaries: [{path: /opt/gw/start, template: gateway}]\n' >/tmp/script.yaml
expect_status 0 aa-userns-gen apply /tmp/script.yaml
expect_status 0 as_nobody /opt/gw/start
expect_status 0 aa-userns-gen remove script

sentence "what is suggested is what apply takes here: a free name for the profile and for the policy, and no entry that it would refuse"
dmesg --clear
own_program /opt/gw/named
own_program /opt/gw/claimed
for program in named claimed; do
    as_nobody /opt/gw/$program --user --fork sleep 1000 &
    wait_for_record $program
done
printf 'abi <abi/4.0>,\nprofile named /usr/bin/named flags=(unconfined) {\n  userns,\n}\n' >/etc/apparmor.d/named
printf 'abi <abi/4.0>,\nprofile claims /opt/gw/claimed {\n  file,\n}\n' >/etc/apparmor.d/claims
sed -n 's/^name: script/name: suggested/p; /^name:/!p' /tmp/script.yaml >/tmp/suggested.yaml
expect_status 0 aa-userns-gen apply /tmp/suggested.yaml
suggested
expect_status 0
expect_output "name: suggested-2" cat /tmp/policy.yaml
expect_output "  - path: /opt/gw/named
    template: gateway
    profile: suggested_named"
expect_output "no entry, since apply would refuse it: cannot grant namespaces to '/opt/gw/claimed': the profile 'claims'"
expect_refused_policy_line /opt/gw/claimed
expect_status 0 aa-userns-gen apply /tmp/policy.yaml
expect_status 0 as_nobody /opt/gw/named --user --map-root-user true
expect_status 0 as_nobody /opt/gw/start
expect_status 0 aa-userns-gen remove suggested suggested-2
rm /etc/apparmor.d/named /etc/apparmor.d/claims
for program in named claimed; do kill -9 "$(pidof $program)"; done

sentence "without root, it says what it could not read"
echo 1 >/proc/sys/kernel/dmesg_restrict
status=0
output=$(as_nobody aa-userns-gen suggest 2>&1) || status=$?
expect_output "cannot read /dev/kmsg: Operation not permitted"
case $status in 0 | 4) ;; *) complain "exit status $status" "$output" ;; esac

sentence "a log without records is no policy, and no failure"
suggested --log /dev/null
expect_no_policy "no program was refused a user namespace"
