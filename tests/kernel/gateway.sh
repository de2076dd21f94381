#!/bin/sh
# The template gateway: a program that builds its own sandbox gets the right to make namespaces, and no other does.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

odd="/opt/a b/[ü], gw"

# unshare plays the gateway: it makes a namespace and uses it, or just runs a child.
mount -t tmpfs -o mode=755 tmpfs /opt
for program in /opt/gw/gw "$odd" /opt/v1/bin/gw /opt/v2/bin/gw /opt/v1/lib/bin/gw /opt/list/one /opt/list/two /opt/copy/gw; do
    mkdir -p "${program%/*}"
    own_program "$program"
done
ln -s /opt/gw/gw /opt/link
ln -s /opt/link /usr/local/bin/second-link

expect_right() {
    expect_status 0 as_nobody "$1" --user --map-root-user true
    expect_output "$2 (unconfined)" as_nobody "$1" --user --map-root-user cat /proc/self/attr/current
}

expect_no_right() {
    expect_status 1 as_nobody "$1" --user --map-root-user true
}

apply() {
    cat >/tmp/policy.yaml
    run granting aa-userns-gen apply /tmp/policy.yaml
}

restrict_users
snapshot_host >/tmp/before

sentence "before apply, none may"
for program in /opt/gw/gw "$odd" /opt/v1/bin/gw /opt/list/one /opt/copy/gw; do expect_no_right "$program"; done

sentence "a gateway makes a namespace and uses it; its children may as well"
apply <<END
version: 1
name: gateways
binaries:
  - path: /usr/local/bin/second-link
    template: gateway
    profile: gw
  - path: "$odd"
    template: gateway
    profile: odd
  - path: /opt/v*/bin/gw
    glob: true
    template: gateway
    profile: versions
  - path: [/opt/list/one, /opt/list/two]
    template: gateway
END
expect_status 0
expect_right /opt/gw/gw gw
expect_status 0 as_nobody /opt/gw/gw sh -c 'unshare --user --map-root-user true'

sentence "named by a symlink to a symlink, the program gets it, whatever way it is called"
expect_output /opt/gw/gw cat /etc/apparmor.d/aa-userns-gen.gw
expect_right /opt/link gw
expect_right /usr/local/bin/second-link gw

sentence "spaces, UTF-8, brackets and commas in a path stand for themselves"
expect_right "$odd" odd

sentence "a pattern takes each version, and no folder below"
expect_right /opt/v1/bin/gw versions
expect_right /opt/v2/bin/gw versions
expect_no_right /opt/v1/lib/bin/gw

sentence "a version that comes later needs no new apply"
mkdir -p /opt/v3/bin
own_program /opt/v3/bin/gw
expect_right /opt/v3/bin/gw versions
expect_status 0 aa-userns-gen verify gateways

sentence "a list of paths is one profile"
expect_right /opt/list/one one
expect_right /opt/list/two one

sentence "copies elsewhere do not get it, and neither do programs by themselves"
expect_no_right /opt/copy/gw
expect_no_right unshare
expect_status 0 aa-userns-gen status

sentence "a program that is installed after if_missing: skip: status asks for an apply, and blames nobody"
cat >/tmp/late.yaml <<END
version: 1
name: late
binaries: [{path: /opt/late, template: gateway, if_missing: skip}]
END
expect_status 0 granting aa-userns-gen apply /tmp/late.yaml
own_program /opt/late
expect_status 7 aa-userns-gen status
case $output in *"another profile"*) complain "blames another profile" "$output" ;; esac
expect_status 0 granting aa-userns-gen apply /tmp/late.yaml
expect_right /opt/late late

sentence "remove takes it away, without a trace"
expect_status 0 aa-userns-gen remove gateways late
for program in /opt/gw/gw "$odd" /opt/v1/bin/gw /opt/list/one; do expect_no_right "$program"; done
snapshot_host >/tmp/after
expect_same /tmp/before /tmp/after
