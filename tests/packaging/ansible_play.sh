# shellcheck shell=sh
# shellcheck disable=SC2154  # $project and $deb are those of the scripts
# The playbook of the role's README, for the scripts that run it.

# prepare_play FOLDER URL: writes it there, with that .deb to install and this machine for its host.
prepare_play() {
    sha256=$(sha256sum <"$deb")
    sed -e '1,/^```yaml/d' -e '/^```/,$d' -e "s|https://downloads.example.com/.*|$2|" -e "s|sha256:0*\$|sha256:${sha256%% *}|" \
        "$project/packaging/ansible/aa_userns_gen/README.md" >"$1/play.yml"
    printf '[runners]\nlocalhost ansible_connection=local ansible_python_interpreter=/usr/bin/python3\n' >"$1/hosts"
    cat >"$1/ansible.cfg" <<END
[defaults]
roles_path = /project/packaging/ansible
inventory = /tmp/hosts
gathering = explicit
nocolor = true
[connection]
pipelining = true
END
}

# vendor_app PROGRAM KEY: variables with that policy, to be applied; runner is to go.
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
