# shellcheck shell=sh
# A stand-in for OpenShell's gateway and its unit, for the scripts that boot with systemd.

gateway=openshell-gateway.service
# shellcheck disable=SC2034  # read by the scripts
drop_in=/etc/systemd/user/$gateway.d/zz-aa-userns-gen.conf

# It makes a namespace and uses it, as a sandbox does: setgroups, uid_map, a mount. It refuses to start while a file is there.
place_gateway() {
    cat >/usr/bin/openshell-gateway <<'END'
#!/bin/sh
result=fails
if unshare --user --map-root-user --mount mount -t tmpfs none /mnt; then result=works; fi
echo "$result in $$" >/run/user/1000/result
exec sleep 100000
END
    chmod 755 /usr/bin/openshell-gateway
    cat >/usr/lib/systemd/user/$gateway <<'END'
[Service]
ExecStartPre=/usr/bin/test ! -e /run/user/1000/refuse
ExecStart=/usr/bin/openshell-gateway
PrivateTmp=true
END
    cat >/tmp/profile.yaml <<'END'
version: 1
name: profile
binaries: [{path: /usr/bin/openshell-gateway, template: gateway}]
END
    cat >/tmp/drop-in.yaml <<'END'
version: 1
name: drop-in
units: [{unit: openshell-gateway.service, set: {PrivateTmp: false}}]
END
}

at_user() { systemctl --user --machine=1000@ "$@"; }

start_manager() {
    systemctl start dbus.socket systemd-logind
    loginctl enable-linger tester
    wait_for at_user is-active --quiet default.target
}

gateway_label() {
    pid=$(at_user show --property=MainPID --value $gateway)
    cat "/proc/$pid/attr/current"
}

gateway_wrote() { grep "in $(at_user show --property=MainPID --value $gateway)$" /run/user/1000/result; }

# What the process that runs now wrote: one that ran before may have written as well.
expect_gateway() {
    wait_for gateway_wrote
    expect_output "$1 in" cat /run/user/1000/result
    expect_output "$2" gateway_label
}
