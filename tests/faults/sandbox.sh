# shellcheck shell=sh
# A bubblewrap that somebody else's profiles serve, the distribution's for a copy of it, and a policy that adds helpers to them. In the
# files that they include, the administrator has text of his own: before the lines that are added, between them, and behind them.

sandbox_local=/etc/apparmor.d/local

place_sandbox() {
    cp /usr/bin/bwrap /usr/local/bin/sandbox
    sed 's:/usr/bin/bwrap:/usr/local/bin/sandbox:; s:bwrap-userns-restrict:sandbox:; s:bwrap:sandbox:g' \
        /usr/share/apparmor/extra-profiles/bwrap-userns-restrict >/etc/apparmor.d/sandbox
    mkdir -p $sandbox_local
    place_administrators_text
    cat >/tmp/extend.yaml <<'POLICY'
version: 1
name: extend
binaries:
  - path: /usr/local/bin/sandbox
    template: bwrap
    on_conflict: extend
    helpers: [/usr/bin/false]
POLICY
    apparmor_parser --replace --skip-cache /etc/apparmor.d/sandbox
}

# As it is without the helpers: a file without an end of its line, and none.
place_administrators_text() {
    printf '  deny /etc/machine-id r,' >$sandbox_local/sandbox
    rm -f $sandbox_local/unpriv_sandbox
}

# With the helpers in place.
edit_around_helpers() {
    sed -i '1i # before' $sandbox_local/unpriv_sandbox
    sed -i '/^# aa-userns-gen: end/i # between' $sandbox_local/unpriv_sandbox
    echo '# behind' >>$sandbox_local/unpriv_sandbox
}
