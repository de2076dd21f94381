#!/bin/sh
# What a policy may name: links, alternatives, lists, patterns, odd names, scripts, programs that an upgrade replaces; and what it
# may not: a path of a package.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

policy() {
    printf 'version: 1\nname: paths\nbinaries:\n  - path: %s\n    template: gateway\n    profile: tool\n' "$1" >/tmp/paths.yaml
    shift
    printf '    %s\n' "$@" >>/tmp/paths.yaml
}

apply() { run aa-userns-gen apply --when always /tmp/paths.yaml; }

expect_grant() {
    for program; do
        expect_status 0 as_nobody "$program" --user --map-root-user cat /proc/self/attr/current
        expect_output "tool (unconfined)"
    done
}

expect_no_grant() {
    run as_nobody "$1" --user --map-root-user true
    [ "$status" != 0 ] || complain "$1 has a grant"
}

tool() {
    mkdir -p "${1%/*}"
    own_program "$1"
}

restrict_users

sentence "a link, an alternative, a path from before the merge of /usr: what they lead to"
tool /opt/vendor/tool
ln -s ../vendor /opt/vendor/current
ln -s /opt/vendor/current/tool /etc/alternatives/tool
ln -s /etc/alternatives/tool /usr/bin/tool
policy /bin/tool
apply
expect_status 0
expect_grant /usr/bin/tool /opt/vendor/tool

sentence "when the link leads elsewhere, status says so, and reconcile follows it"
tool /opt/other/tool
ln -sf /opt/other/tool /etc/alternatives/tool
expect_status 7 aa-userns-gen status
expect_status 0 aa-userns-gen reconcile
expect_grant /usr/bin/tool
expect_no_grant /opt/vendor/tool

sentence "a program that an upgrade replaces keeps its grant"
own_program /opt/other/new
mv /opt/other/new /opt/other/tool
expect_grant /opt/other/tool
expect_status 0 aa-userns-gen status

sentence "a list, with spaces and letters beyond ASCII in it"
tool "/opt/Some App/tool"
tool "/opt/größe/tool"
policy '["/opt/Some App/tool", "/opt/größe/tool"]'
apply
expect_status 0
expect_grant "/opt/Some App/tool" "/opt/größe/tool"

sentence "a pattern of versions, also of one that is installed later"
tool /opt/node/v20.1.0/bin/tool
policy '"/opt/node/v*/bin/tool"' "glob: true"
apply
expect_status 0
tool /opt/node/v22.12.0/bin/tool
expect_grant /opt/node/v20.1.0/bin/tool /opt/node/v22.12.0/bin/tool
tool /opt/node/v20.1.0/more/bin/tool
expect_no_grant /opt/node/v20.1.0/more/bin/tool
expect_status 0 aa-userns-gen status

sentence "a script: what its interpreter does runs under the grant"
# shellcheck disable=SC2016  # for the script
printf '#!/bin/sh\nunshare --user --map-root-user cat "$1"\n' >/opt/vendor/start
chmod 755 /opt/vendor/start
policy /opt/vendor/start
apply
expect_status 0
expect_status 0 as_nobody /opt/vendor/start /proc/self/attr/current
expect_output "tool (unconfined)"
expect_no_grant /usr/bin/unshare

sentence "an AppImage: the grant of the file is also that of the program that it mounts below /tmp"
cat >/opt/vendor/Tool.AppImage <<'END'
#!/bin/sh
mount=$(mktemp -d /tmp/.mount_ToolXXXXXX)
cp /usr/bin/unshare "$mount/tool"
exec "$mount/tool" --user --map-root-user "$@"
END
chmod 755 /opt/vendor/Tool.AppImage
policy /opt/vendor/Tool.AppImage
apply
expect_status 0
expect_status 0 as_nobody /opt/vendor/Tool.AppImage cat /proc/self/attr/current
expect_output "tool (unconfined)"
tool /tmp/.mount_ToolAbCdEf/tool
policy /tmp/.mount_ToolAbCdEf/tool
apply
expect_status 3
expect_output "name the AppImage file"

sentence "what is not there: installed for later, left out, or refused"
policy /opt/later/tool
apply
expect_status 0
tool /opt/later/tool
expect_grant /opt/later/tool
rm -r /opt/later
policy /opt/later/tool "if_missing: skip"
apply
expect_status 0
[ ! -e /etc/apparmor.d/aa-userns-gen.tool ] || complain "a profile was placed"
policy /opt/later/tool "if_missing: fail"
apply
expect_status 1

sentence "a path that a package owns is not ours to place a file on, there or not"
mkdir -p /tmp/package/DEBIAN /tmp/package/etc/apparmor.d
printf 'Package: vendor\nVersion: 1\nArchitecture: all\nMaintainer: a <a@example.org>\nDescription: a test\n' >/tmp/package/DEBIAN/control
echo '# nothing' >/tmp/package/etc/apparmor.d/aa-userns-gen.tool
dpkg-deb --build /tmp/package /tmp/vendor.deb >/dev/null
expect_status 0 dpkg --install /tmp/vendor.deb
policy /opt/vendor/tool
apply
expect_status 6
rm /etc/apparmor.d/aa-userns-gen.tool
apply
expect_status 6
expect_output "it belongs to the package vendor"
expect_status 0 dpkg --purge vendor
apply
expect_status 0
