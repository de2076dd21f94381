#!/bin/sh
# The life of the package on a machine: installed, upgraded, downgraded, removed and purged while policies are applied.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh
# shellcheck source=tests/packaging/debs.sh
. /project/tests/packaging/debs.sh

deb=$(echo /project/build/aa-userns-gen_*_amd64.deb)
version=$(dpkg-deb --field "$deb" Version)
newer=$(repack "$deb" "$version+newer")
works() { as_nobody bwrap --unshare-user --bind / / true; }
settings() { cat /proc/sys/user/max_user_namespaces; }
describe_host() {
    snapshot_host
    settings
    list_files /etc /var /usr/bin /usr/lib/systemd /usr/libexec /usr/local
}

echo force-unsafe-io >/etc/dpkg/dpkg.cfg.d/speed
restrict_users
# Another's profile, for a policy that switches it off.
own_program /usr/local/bin/gw
printf 'abi <abi/4.0>,\nprofile gw /usr/local/bin/gw {\n  file,\n}\n' >/etc/apparmor.d/gw
apparmor_parser --replace /etc/apparmor.d/gw
settings >/tmp/settings
describe_host >/tmp/before

sentence "installed: nothing is granted, and the units for the next boot are enabled but were not started"
expect_status 0 dpkg -i "$deb"
for unit in recover boot; do
    expect_output enabled systemctl is-enabled aa-userns-gen-$unit.service
    expect_status 0 test "$(systemctl show --property=ConditionTimestampMonotonic --value aa-userns-gen-$unit.service)" = 0
done
expect_output "nothing is applied" aa-userns-gen status
run works
expect_output "$REFUSAL"
expect_status 0 granting aa-userns-gen apply runner
expect_status 0 works
snapshot_host >/tmp/applied

# From here on somebody uses the sandbox all the time.
# shellcheck disable=SC2016  # expanded by the inner shell
as_nobody sh -c 'while [ ! -e /tmp/stop ]; do bwrap --unshare-user --bind / / true || echo refused; done' \
    >/tmp/meanwhile 2>&1 &

for step in "reinstalled:$deb" "upgraded:$newer" "downgraded:$deb"; do
    sentence "${step%%:*}: what is applied stays"
    expect_status 0 dpkg -i "${step#*:}"
    snapshot_host >/tmp/now
    expect_same /tmp/applied /tmp/now
    expect_status 0 aa-userns-gen status
done

sentence "removed while applied: nothing is taken away from what runs"
expect_status 0 dpkg -r aa-userns-gen
snapshot_host >/tmp/now
expect_same /tmp/applied /tmp/now
expect_status 1 test -e /usr/bin/aa-userns-gen

sentence "installed again: it knows what it had applied"
expect_status 0 dpkg -i "$deb"
expect_output "granted          /usr/bin/bwrap" aa-userns-gen status
expect_status 0
expect_status 1 test -e /var/lib/aa-userns-gen/purge
touch /tmp/stop
wait
expect_no_output cat /tmp/meanwhile

stock=/usr/share/apparmor/extra-profiles/bwrap-userns-restrict
tree=$(empty_package distribution-bwrap)
mkdir -p "$tree/etc/apparmor.d"
cp $stock "$tree/etc/apparmor.d"
printf '#!/bin/sh\napparmor_parser -r -T -W /etc/apparmor.d/bwrap-userns-restrict\n' >"$tree/DEBIAN/postinst"
chmod 755 "$tree/DEBIAN/postinst"
dpkg-deb --root-owner-group --build "$tree" /tmp/distribution-bwrap.deb >/dev/null

sentence "a package with a profile for the same program: the trigger leaves it to that"
run dpkg -i /tmp/distribution-bwrap.deb
expect_status 0
expect_output "Processing triggers for aa-userns-gen"
expect_output "granted-by-other"
expect_status 1 test -e /etc/apparmor.d/aa-userns-gen.bwrap
expect_status 0 works

sentence "when that is gone, the trigger takes the program up again"
run dpkg -P distribution-bwrap
expect_status 0
expect_output "granted          /usr/bin/bwrap"
expect_status 0 works

sentence "a package with a profile that contradicts is told of, and breaks no installation"
tree=$(empty_package contradicting)
mkdir -p "$tree/etc/apparmor.d"
printf 'abi <abi/4.0>,\nprofile other /usr/bin/bwrap {\n  file,\n}\n' >"$tree/etc/apparmor.d/other"
dpkg-deb --root-owner-group --build "$tree" /tmp/contradicting.deb >/dev/null
run dpkg -i /tmp/contradicting.deb
expect_status 0
expect_output "the profile 'other' (/etc/apparmor.d/other"
# shellcheck disable=SC2016  # dpkg's own variables
expect_output "ii aa-userns-gen" dpkg-query --show --showformat='${db:Status-Abbrev}${Package}\n' aa-userns-gen
expect_status 0 dpkg -P contradicting
expect_status 0 aa-userns-gen status

sentence "what nothing is to be done about is not told of"
tree=$(empty_package bystander)
mkdir -p "$tree/etc/apparmor.d"
printf 'profile bystander /opt/bystander {\n  file,\n}\n' >"$tree/etc/apparmor.d/bystander"
dpkg-deb --root-owner-group --build "$tree" /tmp/bystander.deb >/dev/null
run dpkg -i /tmp/bystander.deb
expect_output "Processing triggers for aa-userns-gen"
printf '%s\n' "$output" >/tmp/output
expect_no_output grep -vE '^(Selecting|\(Reading|Preparing|Unpacking|Setting|Processing)' /tmp/output
expect_status 0 dpkg -P bystander

cat >/tmp/all.yaml <<'END'
version: 1
name: all
when: always
binaries: [{path: /usr/local/bin/gw, template: gateway, on_conflict: take-over}]
sysctls: [{name: user.max_user_namespaces, value: 4321}]
units: [{unit: some.service, set: {PrivateTmp: false}}]
END
sentence "purged while all kinds of things are applied: the host is as before, to the last file and setting"
expect_status 0 aa-userns-gen apply /tmp/all.yaml
expect_output 4321 settings
expect_status 0 dpkg -P aa-userns-gen
describe_host >/tmp/now
expect_same /tmp/before /tmp/now
run works
expect_output "$REFUSAL"
expect_no_output systemctl list-unit-files --no-legend 'aa-userns-gen*'

sentence "removed, and purged later: the same"
expect_status 0 dpkg -i "$deb"
expect_status 0 granting aa-userns-gen apply runner /tmp/all.yaml
expect_status 0 dpkg -r aa-userns-gen
expect_status 0 works
expect_status 0 dpkg -P aa-userns-gen
describe_host >/tmp/now
expect_same /tmp/before /tmp/now

sentence "purged with a state that somebody deleted: files and profiles of ours go all the same, and nobody else's"
expect_status 0 dpkg -i "$deb"
sed -i '/^binaries/d' /tmp/all.yaml
expect_status 0 granting aa-userns-gen apply runner /tmp/all.yaml
expect_status 0 dpkg -r aa-userns-gen
rm -r /var/lib/aa-userns-gen
touch /etc/apparmor.d/aa-userns-gen.of-others
expect_status 0 dpkg -P aa-userns-gen
expect_status 0 rm /etc/apparmor.d/aa-userns-gen.of-others
sysctl --quiet --write user.max_user_namespaces="$(cat /tmp/settings)"
describe_host >/tmp/now
expect_same /tmp/before /tmp/now
