#!/bin/sh
# The tools of apparmor-utils read every profile in /etc/apparmor.d, ours too: they must not stumble over them, and
# what they do to our files must be seen and mended.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

restrict_users

# Words that only a tool that stumbled says, whatever its exit status is.
expect_calm() {
    expect_status 0 "$@"
    case $output in
        *Traceback* | *rror* | *"an't"* | *onflict* | *nvalid*) complain "$command" "stumbled" "$output" ;;
    esac
}

mode_of() {
    sed -n "s/^$1 (\(.*\))\$/\1/p" "$apparmorfs/profiles"
}

expect_drift() {
    expect_status 7 aa-userns-gen status
    run sh -c 'aa-userns-gen status | grep -F "$1"' sh "$1"
    expect_output "${2-drifted}"
    expect_status 0 granting aa-userns-gen apply tools runner
    expect_status 0 aa-userns-gen status
    snapshot_host >/tmp/repaired
    expect_same /tmp/applied /tmp/repaired
}

mkdir -p /etc/aa-userns-gen/policies
mount -t tmpfs -o mode=755 tmpfs /opt
mkdir /opt/gw "/opt/a b"
own_program /opt/gw/gw
own_program "/opt/a b/[x], gw"
cat >/etc/aa-userns-gen/policies/tools.yaml <<'END'
version: 1
name: tools
binaries:
  - path: /opt/gw/gw
    template: gateway
  - path: "/opt/a b/[x], gw"
    template: gateway
    profile: spaced
  - path: [/opt/gw/one, /opt/gw/two]
    template: gateway
END

sentence "policies of every kind are applied"
expect_status 0 granting aa-userns-gen apply tools runner
snapshot_host >/tmp/applied

sentence "tools that only read accept our files"
expect_calm aa-status
expect_output bwrap
expect_output spaced
expect_calm aa-logprof -f /dev/null
expect_calm aa-unconfined
expect_calm aa-genprof --help
snapshot_host >/tmp/read
expect_same /tmp/applied /tmp/read

sentence "aa-autodep knows the profiles that are there"
run aa-autodep --no-reload /usr/bin/bwrap
expect_output "already exists"
expect_status 0 aa-autodep --no-reload /usr/bin/true
expect_status 0 apparmor_parser --remove /etc/apparmor.d/usr.bin.true
rm /etc/apparmor.d/usr.bin.true

sentence "aa-complain finds our profile by its binary; status sees it, apply mends it"
expect_calm aa-complain /usr/bin/bwrap
expect_output complain mode_of bwrap
expect_drift /usr/bin/bwrap

sentence "and the child, whose file names no binary, by its file"
expect_calm aa-complain /etc/apparmor.d/aa-userns-gen.unpriv_bwrap
expect_output complain mode_of unpriv_bwrap
expect_drift /usr/bin/bwrap

sentence "aa-complain and aa-enforce take the gateway's grant away; status sees it, apply mends it"
expect_calm aa-enforce /opt/gw/gw
expect_output enforce mode_of gw
expect_drift /opt/gw/gw
expect_output unconfined mode_of gw

sentence "aa-complain finds a path with spaces, brackets and commas"
expect_calm aa-complain "/opt/a b/[x], gw"
expect_output complain mode_of spaced
expect_drift "/opt/a b/[x], gw"

sentence "aa-disable takes a profile away; status sees it, apply mends it"
expect_calm aa-disable /usr/bin/bwrap
expect_status 1 as_nobody bwrap --unshare-user --bind / / true
expect_status 7 aa-userns-gen status
rm -f /etc/apparmor.d/disable/*
expect_drift /usr/bin/bwrap not-loaded
