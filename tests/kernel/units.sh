#!/bin/sh
# A service of a user whose unit says PrivateTmp=true and whose program makes a user namespace, as OpenShell's gateway: it needs
# the profile and the drop-in, which the policy openshell brings both. Each is tried alone by the label of the running process.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh
# shellcheck source=tests/machine/gateway_unit.sh
. /project/tests/machine/gateway_unit.sh

place_gateway
snapshot_host >/tmp/before
start_manager

sentence "with neither it fails: systemd's own namespace has no capability"
expect_status 0 at_user start $gateway
expect_gateway fails "unprivileged_userns (enforce)"

sentence "the policy leaves the running service alone, and names the command that restarts it"
expect_status 0 aa-userns-gen apply openshell
expect_output "in-effect        user unit openshell-gateway.service: PrivateTmp=no  (openshell)"
expect_output "openshell-gateway.service of 1000 (process "
advice=$(printf '%s\n' "$output" | sed -n "s/.*run '\(systemctl .* try-restart .*\)'$/\1/p")
[ "$advice" = "systemctl --user --machine=1000@ try-restart openshell-gateway.service" ] || complain "advice: $advice" "$output"
expect_output "unprivileged_userns (enforce)" gateway_label
expect_output "before the change: in the user namespace that systemd made for it" aa-userns-gen apply openshell

sentence "after that command it works"
# shellcheck disable=SC2086  # the words of a command
expect_status 0 $advice
expect_gateway works "openshell-gateway (unconfined)"
expect_status 0 aa-userns-gen status
run aa-userns-gen apply openshell
expect_status 0
case $output in *restart*) complain "nothing needs a restart any more" "$output" ;; esac

sentence "remove names the command, too, and after it the service fails again"
expect_status 0 aa-userns-gen remove openshell
expect_output "$advice"
# shellcheck disable=SC2086
expect_status 0 $advice
expect_gateway fails "unprivileged_userns (enforce)"
snapshot_host >/tmp/after
expect_same /tmp/before /tmp/after
[ ! -e "$drop_in" ] || complain "the drop-in is still there"

sentence "--restart-units does it, both ways"
expect_status 0 aa-userns-gen apply openshell --restart-units
expect_output "restarted openshell-gateway.service of 1000"
expect_gateway works "openshell-gateway (unconfined)"
expect_status 0 aa-userns-gen remove openshell --restart-units
expect_gateway fails "unprivileged_userns (enforce)"

sentence "the profile alone does not help"
expect_status 0 aa-userns-gen apply /tmp/profile.yaml
expect_status 0 at_user restart $gateway
expect_gateway fails "openshell-gateway//&unprivileged_userns (mixed)"
expect_status 0 aa-userns-gen remove profile

sentence "the drop-in alone does not help"
expect_status 0 aa-userns-gen apply /tmp/drop-in.yaml --restart-units
expect_gateway fails "unconfined"
expect_status 0 aa-userns-gen remove drop-in --restart-units

sentence "a restart that fails is a warning; the change stays"
touch /run/user/1000/refuse
expect_status 0 aa-userns-gen apply openshell --restart-units
expect_output "warning: cannot restart openshell-gateway.service of 1000"
expect_status 0 aa-userns-gen status
rm /run/user/1000/refuse
expect_status 0 at_user restart $gateway
expect_gateway works "openshell-gateway (unconfined)"

sentence "what the manager resolves otherwise has drifted: a later file is named"
mkdir -p /etc/systemd/user/$gateway.d
printf '[Service]\nPrivateTmp=yes\n' >/etc/systemd/user/$gateway.d/zzz.conf
expect_status 0 systemctl reload user@1000.service
expect_status 7 aa-userns-gen status
expect_output "drifted          user unit openshell-gateway.service"
expect_output "the manager of 1000 has PrivateTmp=yes"

sentence "a policy whose unit does not come to what it says is taken back"
expect_status 0 aa-userns-gen remove openshell
snapshot_host >/tmp/before
expect_status 1 aa-userns-gen apply openshell
expect_output "the manager of 1000 has PrivateTmp=yes"
snapshot_host >/tmp/after
expect_same /tmp/before /tmp/after
[ ! -e "$drop_in" ] || complain "the drop-in is still there"
expect_output "/etc/systemd/user/$gateway.d/zzz.conf:2: warning: systemd still creates a user namespace" \
    aa-userns-gen plan openshell
rm /etc/systemd/user/$gateway.d/zzz.conf

sentence "a drop-in that was changed has drifted, and apply repairs it"
expect_status 0 aa-userns-gen apply openshell
echo "PrivateTmp=yes" >>"$drop_in"
expect_status 7 aa-userns-gen status
expect_output "$drop_in was changed"
expect_status 0 aa-userns-gen apply openshell
expect_status 0 aa-userns-gen status
expect_status 0 aa-userns-gen remove openshell

sentence "another directive that makes a namespace is named, with its file and line"
sed -i 's/^PrivateTmp=.*/&\nProtectHome=yes/' /usr/lib/systemd/user/$gateway
expect_status 0 systemctl reload user@1000.service
expect_status 0 aa-userns-gen apply openshell --restart-units
expect_output "/usr/lib/systemd/user/$gateway:5: warning: systemd still creates a user namespace for $gateway: ProtectHome=yes"
expect_gateway fails "openshell-gateway//&unprivileged_userns (mixed)"
expect_status 0 aa-userns-gen remove openshell
sed -i '/^ProtectHome/d' /usr/lib/systemd/user/$gateway

sentence "a drop-in of another folder is found, too"
mkdir /etc/systemd/user/openshell-.service.d
printf '[Service]\nReadOnlyPaths=/etc\n' >/etc/systemd/user/openshell-.service.d/a.conf
expect_output "/etc/systemd/user/openshell-.service.d/a.conf:2: warning: systemd still creates a user namespace" \
    aa-userns-gen plan openshell
rm -r /etc/systemd/user/openshell-.service.d

sentence "a service of the system"
printf '[Service]\nExecStart=/usr/bin/sleep 100000\nProtectHome=yes\n' >/etc/systemd/system/other.service
printf 'version: 1\nname: other\nunits: [{unit: other.service, scope: system, set: {ProtectHome: no}}]\n' >/tmp/other.yaml
expect_status 0 systemctl start other.service
expect_output "$(readlink /proc/1/ns/user)" readlink "/proc/$(systemctl show --property=MainPID --value other.service)/ns/user"
expect_status 0 aa-userns-gen apply /tmp/other.yaml
expect_output "in-effect        system unit other.service: ProtectHome=no"
expect_output "notice: the system's manager creates no user namespace for other.service"
expect_output "run 'systemctl try-restart other.service'"
expect_output "restarted other.service" aa-userns-gen apply /tmp/other.yaml --restart-units
run aa-userns-gen apply /tmp/other.yaml --restart-units
case $output in *restarted*) complain "restarted twice" "$output" ;; esac
expect_status 0 aa-userns-gen remove other --restart-units
expect_output "restarted other.service"
expect_output yes systemctl show --property=ProtectHome --value other.service

sentence "what a user's own file says is that user's choice"
mkdir -p /home/tester/.config/systemd/user/$gateway.d
printf '[Service]\nPrivateTmp=yes\n' >/home/tester/.config/systemd/user/$gateway.d/zzz.conf
chown -R tester: /home/tester/.config
expect_status 0 aa-userns-gen apply openshell
expect_output "staged           user unit openshell-gateway.service"
expect_output "the manager of 1000 has PrivateTmp=yes, by no file of root's"
expect_status 0 aa-userns-gen status
expect_status 0 aa-userns-gen remove openshell
rm -r /home/tester/.config

sentence "a user's manager that answers nobody keeps nobody from anything"
manager=$(systemctl show --property=MainPID --value user@1000.service)
# Once is not enough: systemd sends SIGCONT with a reload.
while kill -STOP "$manager"; do sleep 0.1; done &
stopping=$!
expect_status 0 aa-userns-gen apply openshell
expect_output "warning: the manager of 1000 may not know the change"
expect_output "cannot ask the manager of 1000"
expect_status 0 aa-userns-gen remove openshell
expect_output "warning: the manager of 1000 may not know the change"
kill $stopping
kill -CONT "$manager"
wait_for at_user is-active --quiet default.target

sentence "without the unit all is fine"
expect_status 0 at_user stop $gateway
mv /usr/lib/systemd/user/$gateway /tmp
expect_status 0 aa-userns-gen apply openshell
expect_output "staged           user unit openshell-gateway.service"
expect_output "no manager that runs has this unit"
expect_status 0 aa-userns-gen status
expect_status 0 aa-userns-gen remove openshell
mv /tmp/$gateway /usr/lib/systemd/user

sentence "without a manager that runs all is fine, and none is started"
expect_status 0 loginctl disable-linger tester
expect_status 0 systemctl stop user@1000.service
expect_status 0 aa-userns-gen apply openshell --restart-units
expect_output "no user's manager runs now"
expect_status 0 aa-userns-gen status
expect_status 3 systemctl is-active user@1000.service

sentence "whose manager starts later has it working at once"
start_manager
expect_status 0 at_user start $gateway
expect_gateway works "openshell-gateway (unconfined)"
expect_status 0 aa-userns-gen status

sentence "a manager that its user has stopped is asked once, however many units there are"
{
    printf 'version: 1\nname: many\nunits:\n'
    for number in 1 2 3 4 5 6; do
        printf '[Service]\nExecStart=/usr/bin/true\nPrivateTmp=yes\n' >/etc/systemd/user/many$number.service
        printf '  - {unit: many%s.service, set: {PrivateTmp: false}}\n' $number
    done
} >/tmp/many.yaml
expect_status 0 aa-userns-gen apply /tmp/many.yaml
manager=$(systemctl show --property=MainPID --value user@1000.service)
setpriv --reuid 1000 --regid 1000 --clear-groups kill -STOP "$manager"
started=$(date +%s)
expect_status 0 aa-userns-gen status
expect_output "cannot ask the manager of 1000"
took=$(($(date +%s) - started))
[ $took -lt 30 ] || complain "status" "took $took s" "$output"
setpriv --reuid 1000 --regid 1000 --clear-groups kill -CONT "$manager"
expect_status 0 aa-userns-gen remove many
rm /etc/systemd/user/many*.service
