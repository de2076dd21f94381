#!/bin/sh
# What apparmor.service compiles at boot has the differential encoding that a grant by a pattern must not have; a unit of ours puts
# it right.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

unit=aa-userns-gen-boot.service

use() { as_nobody "/opt/$1" --user --map-root-user --mount mount -t tmpfs none /mnt; }

case $CUTS_LEFT in
    1)
        sentence "a grant by a pattern is applied, and the unit is enabled"
        mkdir -p /opt/x
        own_program /opt/tool
        own_program /opt/x/run
        install -D -m 644 /project/packaging/systemd/$unit /usr/local/lib/systemd/system/$unit
        expect_status 0 systemctl enable $unit
        printf 'version: 1\nname: tools\nbinaries:\n  - path: "/opt/*"\n    glob: true\n    template: gateway\n    profile: tools\n' \
            >/tmp/tools.yaml
        expect_status 0 aa-userns-gen apply /tmp/tools.yaml
        expect_status 0 use tool
        run use x/run
        [ "$status" != 0 ] || complain "the grant reaches /opt/x/run"
        close_sentence
        sync
        echo rebooting
        sleep 100
        ;;
    0)
        sentence "after a reboot, the unit has loaded it as it was applied"
        expect_status 0 systemctl start $unit  # waits for the one of the boot
        expect_status 0 aa-userns-gen status
        expect_status 0 use tool
        run use x/run
        [ "$status" != 0 ] || complain "the grant reaches /opt/x/run"
        sentence "which apparmor.service had not"
        expect_status 0 systemctl reload apparmor.service
        run aa-userns-gen status
        expect_status 7
        expect_output "drifted          /opt/*"
        expect_status 0 systemctl start $unit
        expect_status 0 aa-userns-gen status
        ;;
esac
