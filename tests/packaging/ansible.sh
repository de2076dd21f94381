#!/bin/sh
# The Ansible role, run by ansible-playbook with the playbook of its README: from the package, and from the program alone.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh
project=/project
# shellcheck source=tests/packaging/ansible_play.sh
. $project/tests/packaging/ansible_play.sh

deb=$(echo $project/build/aa-userns-gen_*_amd64.deb)
works() { as_nobody bwrap --unshare-user --bind / / true; }
# play VARIABLES [OPTION...]: the variables, as JSON or @FILE, take the place of the playbook's.
play() {
    variables=$1
    shift
    ansible-playbook --extra-vars "$variables" "$@" play.yml
}
expect_refused() {
    run works
    expect_output "$REFUSAL"
}
expect_as_before() {
    snapshot_host >now
    expect_same before now
}

cd /tmp
export ANSIBLE_CONFIG=/tmp/ansible.cfg
prepare_play . "http://127.0.0.1:8000/${deb##*/}"
python3 -m http.server --bind 127.0.0.1 --directory $project/build 8000 >/dev/null 2>&1 &
given='{}'
if [ "$KERNEL" = stock ]; then
    given='{"aa_userns_gen_when": "always", "aa_userns_gen_install": "binary",
            "aa_userns_gen_source": "/project/build/release/bin/aa-userns-gen"}'
fi
restrict_users

sentence "applied, the sandbox works"
expect_refused
expect_status 0 play "$given"
expect_output "failed=0"
expect_status 0 works
expect_output "granted          /usr/bin/bwrap" aa-userns-gen status
expect_output "missing          /opt/vendor/app" aa-userns-gen status

sentence "a second run changes nothing"
expect_status 0 play "$given"
expect_output "changed=0"

sentence "the fact is what status says, also when something is not as applied"
mv /etc/apparmor.d/aa-userns-gen.bwrap .
expect_status 0 /etc/ansible/facts.d/aa_userns_gen.fact
echo "$output" >fact
expect_status 0 python3 -c 'import json; print(json.load(open("fact"))["exit"])'
expect_output 7
mv aa-userns-gen.bwrap /etc/apparmor.d

if [ "$KERNEL" = ubuntu ]; then
    snapshot_host >before
    sentence "--check --diff shows the profiles, and changes nothing"
    vendor_app other template >policies
    expect_status 0 play @policies --check --diff
    expect_output "changed=1"
    expect_output '+profile other "/opt/vendor/other" flags=(unconfined) {'
    expect_output '-profile app "/opt/vendor/app" flags=(unconfined) {'
    expect_output '-profile bwrap "/usr/bin/bwrap" flags=(attach_disconnected,mediate_deleted) {'
    expect_as_before

    sentence "a conflict is told as aa-userns-gen tells it, and changes nothing"
    mkdir -p /opt/vendor
    cp /bin/true /opt/vendor/taken
    printf 'abi <abi/4.0>,\nprofile mine /opt/vendor/taken {\n  file,\n}\n' >/etc/apparmor.d/mine
    apparmor_parser --replace /etc/apparmor.d/mine
    snapshot_host >before
    vendor_app taken template >policies
    expect_status 2 play @policies
    expect_output "/etc/apparmor.d/mine:2"
    expect_output '"exit_status": 6'
    expect_as_before

    sentence "what verify finds is a failure"
    echo 0 >/proc/sys/user/max_user_namespaces
    expect_status 2 play '{"aa_userns_gen_install": "none"}'
    expect_output "aa-userns-gen verify: broken /usr/bin/bwrap"
    echo 1000 >/proc/sys/user/max_user_namespaces
fi

sentence "absent, the sandbox is refused again"
expect_status 0 play '{"aa_userns_gen_install": "none", "aa_userns_gen_policies": [{"name": "runner", "state": "absent"},
    {"name": "vendor-app", "state": "absent"}]}'
expect_output "changed=1"
expect_refused
expect_output "nothing is applied" aa-userns-gen status
