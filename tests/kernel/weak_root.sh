#!/bin/sh
# A root that may not change AppArmor, as in many containers: nothing is changed, and nothing needs to be taken back.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh


weak_root() {
    run granting setpriv --bounding-set -mac_admin,-sys_admin --inh-caps -mac_admin,-sys_admin "$@"
}

everything() {
    snapshot_host
    find /var/lib/aa-userns-gen -mindepth 1 ! -name lock -printf '%y %m %p %l\n' | sort
}

expect_nothing_changed() {
    everything >/tmp/now
    expect_same /tmp/untouched /tmp/now
}

everything >/tmp/untouched

sentence "root without CAP_MAC_ADMIN cannot either"
weak_root aa-userns-gen apply runner
expect_status 4
expect_output "mac_admin"
expect_nothing_changed
weak_root aa-userns-gen apply runner --best-effort
expect_status 0
expect_nothing_changed
weak_root aa-userns-gen status
expect_output "host:"

sentence "nor can it take away what is applied"
expect_status 0 granting aa-userns-gen apply runner
everything >/tmp/untouched
weak_root aa-userns-gen remove runner
expect_status 4
expect_nothing_changed


sentence "a namespace of the kernel for root alone is no better"
everything >/tmp/untouched
run granting unshare --user --map-root-user aa-userns-gen apply openshell
expect_status 4
expect_nothing_changed
