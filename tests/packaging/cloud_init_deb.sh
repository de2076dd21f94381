#!/bin/sh
# packaging/cloud-init/runner.yaml: the first boot, and a reboot.
# shellcheck source=tests/packaging/cloud_init_guest.sh
. /project/tests/packaging/cloud_init_guest.sh

if [ "${1-}" = prepare ]; then
    set_up_cloud
    if [ ! -e $seed ]; then
        instance first runner.yaml "$package"
        [ "$KERNEL" != stock ] || grant_always
    fi
    exit
fi
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

restrict_users
if [ ! -e /var/tmp/booted ]; then
    sentence "after the first boot of an instance, the package is installed and plain users have bubblewrap"
    expect_done
    expect_output "Status: install ok installed" dpkg --status aa-userns-gen
    expect_granted
    touch /var/tmp/booted
    [ "$CUTS_LEFT" = 0 ] || reboot
else
    sentence "after a reboot they have it from the boot on, and the script did not run again"
    expect_done
    expect_granted
    expect_output 1 grep -c "a plain user's bubblewrap works" $log
    expect_output "generation 1 is current" aa-userns-gen history
fi
