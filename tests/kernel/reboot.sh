#!/bin/sh
# A policy with all its parts, profile, kernel setting and drop-in, is there after a reboot, and gone after remove and a
# reboot. The power is cut as soon as the command is done: nothing but its own care gets it to the disk.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh
# shellcheck source=tests/machine/gateway_unit.sh
. /project/tests/machine/gateway_unit.sh

kept=/var/tmp/reboot
setting=/proc/sys/kernel/apparmor_restrict_unprivileged_unconfined

# Of the kernel only what does not depend on who loaded it.
describe_host() {
    snapshot_host | sed 's/^\(kernel .*\) .*/\1/'
    find /etc/sysctl.d /etc/systemd/user -name '*aa-userns-gen*'
    cat $setting
}

reboot() {
    close_sentence
    echo rebooting
    sleep 100
}

case $CUTS_LEFT in
    2)
        mkdir -p $kept
        place_gateway
        cat >$kept/all.yaml <<'END'
version: 1
name: all
binaries: [{path: /usr/bin/openshell-gateway, template: gateway}]
sysctls: [{name: kernel.apparmor_restrict_unprivileged_unconfined, value: 1}]
units: [{unit: openshell-gateway.service, set: {PrivateTmp: false}}]
END
        start_manager
        describe_host >$kept/before
        sync
        sentence "a policy with all its parts is applied"
        expect_status 0 aa-userns-gen apply $kept/all.yaml
        expect_status 0 aa-userns-gen status
        reboot
        ;;
    1)
        sentence "after a reboot the profile is loaded, the setting is made, and the unit has its drop-in"
        expect_status 0 aa-userns-gen status
        expect_output "granted          /usr/bin/openshell-gateway"
        expect_output 1 cat $setting
        start_manager
        expect_status 0 at_user start $gateway
        expect_gateway works "openshell-gateway (unconfined)"
        expect_output "in-effect        user unit openshell-gateway.service: PrivateTmp=no" aa-userns-gen status
        expect_status 0 aa-userns-gen verify
        sentence "it is removed"
        expect_status 0 aa-userns-gen remove all
        reboot
        ;;
    0)
        sentence "after the next reboot nothing of it is left"
        describe_host >/tmp/after
        expect_same $kept/before /tmp/after
        expect_output "nothing is applied" aa-userns-gen status
        expect_status 0
        start_manager
        expect_status 0 at_user start $gateway
        expect_gateway fails "unprivileged_userns (enforce)"
        ;;
esac
