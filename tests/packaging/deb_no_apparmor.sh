#!/bin/sh
# A machine whose kernel runs without AppArmor: the packages are installed, with a notice, and nothing is placed.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh
# shellcheck source=tests/packaging/debs.sh
. /project/tests/packaging/debs.sh

list_files / >/tmp/before

sentence "installed, and told why nothing is granted"
run dpkg -i /project/build/aa-userns-gen_*_amd64.deb /project/build/example/openshell-*.deb
expect_status 0
expect_output "notice: cannot load profiles: this kernel runs without AppArmor"
expect_no_output find /etc/apparmor.d -name 'aa-userns-gen*'
expect_output "nothing is applied" aa-userns-gen status

sentence "removed and purged: nothing is left"
expect_status 0 dpkg -r openshell-gateway
expect_status 0 dpkg -r aa-userns-gen
expect_status 0 dpkg -P openshell-gateway openshell-runner aa-userns-gen
list_files / >/tmp/after
expect_same /tmp/before /tmp/after
