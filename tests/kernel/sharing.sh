#!/bin/sh
# Two policies that name a binary the same way share its profile; it goes with the last of them.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh


expect_grant() {
    expect_status 0 as_nobody bwrap --unshare-user --bind / / true
}

# policy NAME PATH [LINE...]: a policy with one binary
policy() {
    printf 'version: 1\nname: %s\nbinaries:\n  - path: %s\n' "$1" "$2" >"/tmp/$1.yaml"
    name=$1
    shift 2
    printf '    %s\n' "$@" >>"/tmp/$name.yaml"
}

apply() {
    run granting aa-userns-gen apply "$@"
}

restrict_users
ln -s /usr/bin/bwrap /usr/local/bin/bwrap-link
policy first /usr/bin/bwrap "template: bwrap"
policy second /usr/bin/bwrap "template: bwrap"
policy linked /usr/local/bin/bwrap-link "template: bwrap" "profile: bwrap"
snapshot_host >/tmp/before

sentence "two policies with the same wish are applied one after the other"
apply /tmp/first.yaml
expect_status 0
snapshot_host >/tmp/first
apply /tmp/second.yaml
expect_status 0
expect_grant
snapshot_host >/tmp/both
expect_same /tmp/first /tmp/both
expect_output second aa-userns-gen status
expect_output first

sentence "a third that names the binary through a symlink shares it too"
apply /tmp/linked.yaml
expect_status 0
expect_grant
snapshot_host >/tmp/three
expect_same /tmp/first /tmp/three
expect_status 0 aa-userns-gen status
expect_status 0 aa-userns-gen remove linked

sentence "another wish for the same binary is a conflict, and changes nothing"
for wish in "template: gateway;allow: [gateway-for-bwrap];reason: a test" "template: bwrap;profile: other" \
    "template: bwrap;mode: complain"; do
    IFS=';'
    # shellcheck disable=SC2086  # one line for each part
    policy third /usr/bin/bwrap $wish
    unset IFS
    apply /tmp/third.yaml
    expect_status 6
    expect_output third
    snapshot_host >/tmp/refused
    expect_same /tmp/first /tmp/refused
done
expect_grant
expect_status 0 aa-userns-gen status

sentence "so it is in one run: neither is applied"
policy fourth /usr/bin/true "template: gateway"
apply /tmp/fourth.yaml /tmp/third.yaml
expect_status 6
snapshot_host >/tmp/refused
expect_same /tmp/first /tmp/refused

sentence "removing one leaves the other's grant, at each moment"
# shellcheck disable=SC2016  # expanded by the inner shell
as_nobody sh -c 'while [ ! -e /tmp/stop ]; do bwrap --unshare-user --bind / / true || echo refused; done' \
    >/tmp/meanwhile 2>&1 &
expect_status 0 aa-userns-gen remove first
sleep 1
touch /tmp/stop
wait
expect_no_output cat /tmp/meanwhile
expect_grant
snapshot_host >/tmp/one
expect_same /tmp/first /tmp/one

sentence "both can be applied again together, and each be removed first"
apply /tmp/first.yaml /tmp/second.yaml
expect_status 0
expect_status 0 aa-userns-gen remove second
expect_grant

sentence "the last one takes the grant with it"
expect_status 0 aa-userns-gen remove first
expect_output "$REFUSAL" as_nobody bwrap --unshare-user --bind / / true
snapshot_host >/tmp/after
expect_same /tmp/before /tmp/after
