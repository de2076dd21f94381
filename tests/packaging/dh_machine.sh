#!/bin/sh
# Packages that bring policies, on a machine: installed in either order, upgraded, removed, with the service that needs the grant.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh
# shellcheck source=tests/packaging/debs.sh
. /project/tests/packaging/debs.sh

deb=$(echo /project/build/aa-userns-gen_*_amd64.deb)
gateway=/project/build/example/openshell-gateway_1.0_all.deb
runner=/project/build/example/openshell-runner_1.0_all.deb
policy=/usr/share/aa-userns-gen/policies.d/openshell-gateway.yaml
echo force-unsafe-io >/etc/dpkg/dpkg.cfg.d/speed

# Nothing but a policy that asks for it is applied to a kernel without the restriction.
if [ "$KERNEL" = stock ]; then
    sentence "where nothing is restricted, nothing is applied, and the packages are installed"
    expect_status 0 dpkg -i "$deb" "$gateway" "$runner"
    expect_output "nothing is applied" aa-userns-gen status
    expect_status 0 dpkg -P openshell-gateway openshell-runner aa-userns-gen
    always="sed -i '/^version/a when: always' .$policy .${policy%gateway.yaml}runner.yaml 2>/dev/null || true"
    gateway=$(repack $gateway 1.0 "$always")
    runner=$(repack $runner 1.0 "$always")
fi
newer=$(repack "$gateway" 1.1 "sed -i 's/^description:.*/description: newer/' .$policy")
without=$(repack "$gateway" 1.2 "rm .$policy; sed -i 's,^\t*/usr/libexec/.*,true,' DEBIAN/p*")

applied() { ls /var/lib/aa-userns-gen/current/policies; }
loaded() { sed 's/ .*//' $apparmorfs/profiles | grep -E '^(bwrap|openshell-gateway)$' | LC_ALL=C sort | tr '\n' ' '; }
expect_loaded() {
    run loaded
    [ "$output" = "$1" ] || complain "loaded: $output" "instead of: $1"
}
restart() { systemctl restart openshell-gateway; }
# The service, by what it could do and by its label. Whoever made it a namespace: only Ubuntu's kernel keeps it from that.
expect_service() {
    for _ in $(seq 50); do [ ! -e /run/openshell-gateway/result ] || break; sleep 0.2; done
    [ "$KERNEL" = stock ] || expect_output "$1" cat /run/openshell-gateway/result
    expect_output "$2" cat "/proc/$(systemctl show --property=MainPID --value openshell-gateway)/attr/current"
}

sentence "a package that comes before aa-userns-gen is installed, without a grant"
expect_status 0 dpkg -i "$gateway"
expect_service fails "un"

sentence "aa-userns-gen applies what lies there when it comes"
run dpkg -i "$deb"
expect_status 0
expect_output "granted          /usr/bin/openshell-gateway"
expect_status 0 aa-userns-gen status
restart
expect_service works "openshell-gateway (unconfined)"

sentence "a second package grants the same program, and more"
expect_status 0 dpkg -i "$runner"
expect_loaded "bwrap openshell-gateway "

sentence "when the second is gone, the first has its grant still, and nothing more"
expect_status 0 dpkg -r openshell-runner
expect_loaded "openshell-gateway "
expect_status 0 restart
expect_service works "openshell-gateway (unconfined)"
expect_status 0 aa-userns-gen status

sentence "when the first is gone instead, the second has its grants until it goes as well"
expect_status 0 dpkg -i "$runner"
expect_status 0 dpkg -r openshell-gateway
expect_loaded "bwrap openshell-gateway "
expect_status 0 dpkg -r openshell-runner
expect_loaded ""

sentence "installed beside aa-userns-gen: the service has the grant from its first start on"
rm -f /run/openshell-gateway/result
expect_status 0 dpkg -i "$gateway"
expect_service works "openshell-gateway (unconfined)"

# The rest is the same on every kernel.
[ "$KERNEL" = ubuntu ] || exit 0

sentence "an upgrade brings another text, a downgrade the old one; installed again, nothing changes"
expect_status 0 dpkg -i "$newer"
expect_status 0 grep newer /var/lib/aa-userns-gen/current/policies/openshell-gateway.yaml
expect_loaded "openshell-gateway "
expect_status 0 dpkg -i "$gateway"
expect_status 1 grep newer /var/lib/aa-userns-gen/current/policies/openshell-gateway.yaml
readlink /var/lib/aa-userns-gen/current >/tmp/before
expect_status 0 dpkg -i "$gateway"
readlink /var/lib/aa-userns-gen/current >/tmp/after
expect_same /tmp/before /tmp/after

sentence "a version without the policy takes it back"
expect_status 0 dpkg -i "$without"
expect_loaded ""
expect_status 0 dpkg -i "$gateway"
expect_loaded "openshell-gateway "

sentence "what the administrator removed stays removed, through upgrades of both; installed anew, it is granted"
expect_status 0 aa-userns-gen remove openshell-gateway
run dpkg -i "$newer"
expect_status 0
expect_output "was removed on this host and stays so"
expect_status 0 dpkg -i "$deb"
expect_loaded ""
expect_status 0 dpkg -r openshell-gateway
expect_status 0 dpkg -i "$gateway"
expect_loaded "openshell-gateway "

sentence "a policy of the administrator's by the same name stays, too, when the package is upgraded and when it goes"
sed 's/^description.*/description: mine/' $policy >/tmp/mine.yaml
expect_status 0 aa-userns-gen apply /tmp/mine.yaml
run dpkg -i "$newer"
expect_status 0
expect_output "another policy 'openshell-gateway' is applied"
expect_status 0 dpkg -r openshell-gateway
expect_status 0 grep mine /var/lib/aa-userns-gen/current/policies/openshell-gateway.yaml
expect_status 0 aa-userns-gen remove openshell-gateway

sentence "a grant that cannot be had is told of, and breaks no installation"
printf 'abi <abi/4.0>,\nprofile other /usr/bin/openshell-gateway {\n  file,\n}\n' >/etc/apparmor.d/other
run dpkg -i "$gateway"
expect_status 0
expect_output "the profile 'other' (/etc/apparmor.d/other:2) claims it"
expect_loaded ""
rm /etc/apparmor.d/other

sentence "the next occasion brings it; both at once, either first"
expect_status 0 dpkg -i "$deb"
expect_loaded "openshell-gateway "
for both in "$gateway $deb" "$deb $gateway"; do
    expect_status 0 dpkg -P openshell-gateway aa-userns-gen
    expect_loaded ""
    # shellcheck disable=SC2086  # two paths
    expect_status 0 dpkg -i $both
    expect_loaded "openshell-gateway "
done

sentence "when aa-userns-gen goes first, the package can go all the same, and the grant goes when aa-userns-gen is back"
expect_status 0 dpkg -r aa-userns-gen
expect_status 0 dpkg -P openshell-gateway
expect_loaded "openshell-gateway "
expect_status 0 dpkg -i "$deb"
expect_loaded ""

sentence "purged, aa-userns-gen takes the grants of others' policies with it, and brings them back"
expect_status 0 dpkg -i "$gateway"
expect_status 0 dpkg -P aa-userns-gen
expect_loaded ""
expect_status 0 test -e $policy
expect_status 0 dpkg -i "$deb"
expect_loaded "openshell-gateway "
expect_status 0 dpkg -P openshell-gateway
expect_status 0 dpkg -P aa-userns-gen
expect_no_output find / -xdev -name '*aa-userns*' -not -path '/boot/*'
