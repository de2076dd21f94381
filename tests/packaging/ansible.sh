#!/bin/sh
# The Ansible role, run by ansible-playbook with the playbook of its README: from the package, and from the program alone.
# boot: --bare --kernel ubuntu --userland trixie-tools --timeout 600
# boot: --bare --kernel stock --userland trixie-tools --timeout 600
# shellcheck source=tests/kernel/lib.sh
. /project/tests/kernel/lib.sh

export ANSIBLE_ROLES_PATH=/project/packaging/ansible ANSIBLE_NOCOLOR=1 ANSIBLE_GATHERING=explicit ANSIBLE_PIPELINING=1
deb=$(echo /project/build/aa-userns-gen_*.deb)
works() { as_nobody bwrap --unshare-user --bind / / true; }
# play VARIABLES [OPTION...]: the variables, as JSON or @FILE, take the place of the playbook's.
play() {
    variables=$1
    shift
    ansible-playbook --inventory hosts --extra-vars "$variables" "$@" play.yml
}
# vendor_app PROGRAM KEY: that policy, to be applied; runner is to go.
vendor_app() {
    cat <<END
aa_userns_gen_install: none
aa_userns_gen_policies:
  - name: vendor-app
    content: |
      version: 1
      name: vendor-app
      binaries:
        - path: /opt/vendor/$1
          $2: gateway
  - name: runner
    state: absent
END
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
printf '[runners]\nlocalhost ansible_connection=local ansible_python_interpreter=/usr/bin/python3\n' >hosts
sha256=$(sha256sum <"$deb")
sed -e '1,/^```yaml/d' -e '/^```/,$d' -e "s|https://downloads.example.com/.*|http://127.0.0.1:8000/${deb##*/}|" \
    -e "s|sha256:0*\$|sha256:${sha256%% *}|" /project/packaging/ansible/aa_userns_gen/README.md >play.yml
python3 -m http.server --bind 127.0.0.1 --directory /project/build 8000 >/dev/null 2>&1 &
given='{}'
if [ "$KERNEL" = stock ]; then
    given='{"aa_userns_gen_when": "always", "aa_userns_gen_install": "binary",
            "aa_userns_gen_source": "/project/build/release/bin/aa-userns-gen"}'
fi
restrict_users
snapshot_host >before

if [ "$KERNEL" = ubuntu ]; then
    sentence "the playbook is valid; wrong arguments are named before anything is done"
    expect_status 0 play "$given" --syntax-check
    expect_status 2 play '{"aa_userns_gen_policies": [{"title": "runner"}], "aa_userns_gen_when": "sometimes"}'
    expect_output "value of aa_userns_gen_when must be one of: restricted, always, got: sometimes"
    expect_output "aa_userns_gen_policies.title. Supported parameters include: content, name, state"
    expect_output "ok=0    changed=0"

    sentence "--check, where the program is not installed, says so; a wrong checksum installs nothing"
    expect_status 0 play "$given" --check
    expect_output "aa-userns-gen is not installed yet: what it would change cannot be told"
    expect_status 2 play "{\"aa_userns_gen_checksum\": \"sha256:$(echo | sha256sum | cut -c 1-64)\"}"
    expect_output "did not match"
    expect_status 1 test -e /usr/bin/aa-userns-gen
    expect_status 1 test -e /var/cache/aa-userns-gen.deb
    expect_as_before
fi

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

    sentence "a mistake in a policy is told as aa-userns-gen tells it"
    vendor_app other templates >policies
    expect_status 2 play @policies
    expect_output "aa-userns-gen apply: vendor-app.yaml:5:5: unknown key 'templates' (did you mean 'template'?)"
    expect_as_before

    sentence "so is a conflict"
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
    expect_output "aa-userns-gen verify: drifted /usr/bin/bwrap"
    echo 1000 >/proc/sys/user/max_user_namespaces

    sentence "the fact is what status says"
    expect_status 0 ansible --inventory hosts runners --module-name ansible.builtin.setup --args "gather_subset=!all,!min,local"
    expect_output '"state": "granted"'
fi

sentence "absent, the sandbox is refused again"
expect_status 0 play '{"aa_userns_gen_install": "none", "aa_userns_gen_policies": [{"name": "runner", "state": "absent"},
    {"name": "vendor-app", "state": "absent"}]}'
expect_output "changed=1"
expect_refused
expect_output "nothing is applied" aa-userns-gen status
