#!/bin/sh
# A grant by a pattern reaches what the pattern matches, and no program beside it: tried as the kernel really does it, also where it
# takes differentially encoded profiles, in which it does not know its way when it looks for attachments.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

mount -t tmpfs -o mode=755 tmpfs /opt
mkdir /opt/x /opt/a /opt/b /opt/b/x
for program in tool x/run a/tool b/tool b/x/tool; do own_program "/opt/$program"; done

# granted PATTERN: the policy has it for /opt programs.
granted() {
    printf 'version: 1\nname: tools\nbinaries:\n  - path: "%s"\n    glob: true\n    template: gateway\n    profile: tools\n' "$1" >/tmp/tools.yaml
    run granting aa-userns-gen apply /tmp/tools.yaml
    expect_status 0
    expect_status 0 aa-userns-gen verify
}
expect_no_words() {
    case $output in *"$1"*) complain "must not say: $1" "$output" ;; esac
}
use() { as_nobody "/opt/$1" --user --map-root-user --mount mount -t tmpfs none /mnt; }
reached() { expect_status 0 use "$1"; }
not_reached() {
    run use "$1"
    [ "$status" != 0 ] || complain "the grant reaches /opt/$1" "$output"
}

sentence "one component is one component"
granted '/opt/*'
reached tool
not_reached x/run
not_reached a/tool

sentence "and so it is behind alternatives"
granted '/opt/{a,b}/*'
reached a/tool
reached b/tool
not_reached b/x/tool
not_reached tool
not_reached x/run

sentence "what verify tries can be placed, whatever the pattern"
for pattern in '/opt/to*' '/opt/tool{,-beta}' '/{opt,srv}/tool' '/opt/{..,a}/tool' '/opt/[a-t]ool'; do
    granted "$pattern"
    expect_no_words "could not be tried"
done
granted '/opt/{a,b}/*'

sentence "verify tries paths that the pattern must not take: a profile of the same text, loaded without our care, takes them there"
mkdir -p /etc/apparmor.d/local
echo '# of the administrator' >/etc/apparmor.d/local/tools
expect_status 0 aa-userns-gen reconcile
expect_status 0 aa-userns-gen verify
not_reached b/x/tool
# With the text of the build that is applied, the bytes alone would tell.
echo '# later' >>/etc/apparmor.d/local/tools
expect_status 0 apparmor_parser --replace --skip-cache /etc/apparmor.d/aa-userns-gen.tools
run use b/x/tool
if [ "$status" = 0 ]; then
    expect_status 7 aa-userns-gen verify
    expect_output "near-miss the profile as well, which '/opt/{a,b}/*' does not match"
    expect_status 0 aa-userns-gen reconcile
    not_reached b/x/tool
fi
expect_status 0 aa-userns-gen verify
[ -z "$(find /opt -name 'near-miss*')" ] || complain "what verify placed is seen" "$(find /opt)"
