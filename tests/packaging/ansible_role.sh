#!/bin/sh
# What the Ansible role does before a kernel matters: its arguments, installing, check mode without the program, mistakes.
# shellcheck source=tests/packaging/throwaway_root.sh
. "$(dirname "$0")/throwaway_root.sh"
# shellcheck source=tests/packaging/ansible_play.sh
. "$project/tests/packaging/ansible_play.sh"
deb=$(echo "$project"/build/aa-userns-gen_*_amd64.deb)
throw_away_later trixie-tools
mount --bind "$project" "$root/project"
# A machine that has nothing of ours; the userland has the places where boot mounts it.
rm -rf "$root/usr/bin/aa-userns-gen" "$root/usr/share/aa-userns-gen" "$root/var/lib/aa-userns-gen"
prepare_play "$root/tmp" "file:///project/build/${deb##*/}"
# play VARIABLES [OPTION...]: the variables, as JSON or @FILE, take the place of the playbook's.
play() {
    variables=$1
    shift
    in_root ANSIBLE_CONFIG=/tmp/ansible.cfg ansible-playbook --extra-vars "$variables" "$@" /tmp/play.yml
}
# Files that count; Python leaves its own.
all_files() { (cd "$root" && find etc opt usr var -type f ! -path '*/__pycache__/*' ! -path '*/.ansible/*' | sort); }
all_files >"$work/before"

sentence "the playbook is valid, and what ansible-doc shows of the module is complete"
expect_status 0 play '{}' --syntax-check
expect_status 0 in_root ansible-doc --playbook-dir /project/packaging/ansible/aa_userns_gen aa_userns_gen
expect_output "restart_units"
expect_status 0 in_root ansible-doc --type role --roles-path /project/packaging/ansible aa_userns_gen
expect_output "aa_userns_gen_restart_units"

sentence "wrong arguments are named before anything is done"
expect_status 2 play '{"aa_userns_gen_policies": [{"title": "runner"}], "aa_userns_gen_when": "sometimes"}'
expect_output "value of aa_userns_gen_when must be one of: restricted, always, got: sometimes"
expect_output "aa_userns_gen_policies.title. Supported parameters include: content, name, state"
expect_output "ok=0    changed=0"

sentence "a URL needs a checksum; what has another is not installed"
expect_status 2 play '{"aa_userns_gen_checksum": ""}'
expect_output "for a URL aa_userns_gen_checksum"
expect_status 2 play "{\"aa_userns_gen_checksum\": \"sha256:$(echo | sha256sum | cut -c 1-64)\"}"
expect_output "did not match"

sentence "source and checksum are those for the host's architecture"
expect_status 2 play '{"aa_userns_gen_architecture": "riscv64"}'
expect_output "for the host's architecture"
expect_status 2 play '{"aa_userns_gen_source": "file:///none_{{ aa_userns_gen_architecture }}.deb"}'
expect_output "none_amd64.deb"
expect_status 2 play "{\"aa_userns_gen_architecture\": \"arm64\", \"aa_userns_gen_checksum\": {\"arm64\": \"sha256:$(echo | sha256sum | cut -c 1-64)\"}}"
expect_output "did not match"
expect_status 0 play "{\"aa_userns_gen_checksum\": \"sha256:$(sha256sum <"$deb" | cut -c 1-64)\"}" --check

sentence "--check, where the program is not installed, says so"
expect_status 0 play '{}' --check
expect_output "aa-userns-gen is not installed yet: what it would change cannot be told"
all_files >"$work/now"
expect_same "$work/before" "$work/now"

# Whatever kernel this host has, its AppArmor is not to be reached from here.
sentence "without AppArmor it fails with advice, or not, as asked; the package is installed before"
expect_status 2 play '{}'
expect_output "aa-userns-gen apply: cannot"
expect_output '"exit_status": 4'
expect_status 0 in_root dpkg --status aa-userns-gen
expect_status 0 play '{"aa_userns_gen_best_effort": true}'
expect_output "failed=0"

sentence "mistakes in a policy are told as aa-userns-gen tells them"
vendor_app app templates >"$root/tmp/mistake"
expect_status 2 play @/tmp/mistake
expect_output "aa-userns-gen apply: vendor-app.yaml:5:5: unknown key 'templates' (did you mean 'template'?)"
expect_status 2 play '{"aa_userns_gen_policies": [{"name": "mine", "content": {"version": 1, "name": "yours"}}]}'
expect_output "cannot apply the policy 'mine': its content has the name 'yours'"
expect_status 2 play '{"aa_userns_gen_policies": [{"name": "--all", "state": "absent"}]}'
expect_output "cannot take '--all' for the name of a policy"
