# shellcheck shell=sh
# shellcheck disable=SC2154,SC2034,SC2016  # variables of remedies.sh; scripts in quotes
# Broken states of programs, some with the path for which there is a row; see remedies.sh.

missing() { rm "$program"; }
no_program() { chmod 644 "$program"; }
writable_by_users() { chmod 777 "$program"; }
folder_writable_by_users() {
    mkdir -p "${program%/*}"
    cp /run/before/app "$program"
    chmod 777 "${program%/*}"
}
of_a_user() { chown 65534 "$program"; }
a_shell() { cp /usr/bin/dash "$program"; }
unshare_itself() { cp /usr/bin/unshare "$program"; }
vendors_bwrap() {
    mkdir -p "${program%/*}"
    cp /run/before/bwrap "$program"
}
link_to_bwrap() { ln -sf /usr/bin/bwrap "$program"; }
link_to_app() {
    mkdir -p /opt/real
    mv /opt/app /opt/real/app
    ln -sf /opt/real/app "$program"
}
link_to_nowhere() { ln -sf /opt/nowhere "$program"; }
setuid() {
    chmod 4755 "$program"
    inside=true
}
setuid_of_a_user() {
    chown 1000 "$program"
    chmod 4755 "$program"
}
odd_name() {
    mkdir -p "${program%/*}"
    cp /run/before/app "$program"
}
wrapper() {
    mkdir -p /opt/lib
    : >"$program"
    chmod 755 "$program"
    cp /run/before/app /opt/lib/app
    printf '#!/bin/sh\nexec /opt/lib/app "$@"\n' >"$program"
}
wrapper_with_variables() {
    wrapper
    printf '#!/bin/sh\nLIBDIR=/opt/lib\nAPPNAME=app\nexec $LIBDIR/$APPNAME "$@"\n' >"$program"
}
wrapper_granted() {
    wrapper
    printf 'version: 1\nname: lib-app\nbinaries: [{path: /opt/lib/app, template: gateway}]\n' | aa-userns-gen apply -
}
wrapper_of_what_it_is_told() {
    wrapper
    printf '#!/bin/sh\nexec "$@"\n' >"$program"
    tried=/opt/lib/app
}
wrapper_that_looks_around() {
    wrapper
    printf '#!/bin/sh\nfor each in /opt/*/app; do exec "$each" "$@"; done\n' >"$program"
}
# In the way of the name of doctor's policy.
of_one_name() {
    mkdir -p /opt/first
    cp /run/before/app /opt/first/app
    aa-userns-gen doctor --json /opt/first/app | python3 -c '
import json, sys
print(json.load(sys.stdin)["checks"][0]["remedy"])' | sh -eu
}
