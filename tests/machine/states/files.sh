# shellcheck shell=sh
# shellcheck disable=SC2154,SC2034,SC2016  # variables of remedies.sh; scripts in quotes
# Broken states of files in /etc/apparmor.d, for $program; see remedies.sh.

no_comma() { printf 'abi <abi/4.0>,\nprofile %s %s flags=(unconfined) {\n  userns\n}\n' "${program##*/}" "$program" >"/etc/apparmor.d/${1:-${program##*/}}"; }
relative_path() { printf 'abi <abi/4.0>,\nprofile %s %s flags=(unconfined) {\n  userns,\n}\n' "${program##*/}" "${program##*/}" >/etc/apparmor.d/relative; }
no_end() { printf 'profile %s %s {\n' "${program##*/}" "$program" >/etc/apparmor.d/no.end; }
bad_and_unrelated() { echo 'profile unrelated /srv/unrelated {' >/etc/apparmor.d/unrelated; }
missing_include() { printf 'include <nowhere/at.all>\nprofile other %s {\n}\n' "$program" >/etc/apparmor.d/other; }
broken_since() {
    userns_stub other
    sed -i 's/userns,/userns/' /etc/apparmor.d/other
}
refuses_and_broken_since() {
    refusing
    sed -i 's/capability,/capability/' /etc/apparmor.d/other
}
empty_file() { : >/etc/apparmor.d/empty; }
links_to_nothing() { ln -s /nowhere "/etc/apparmor.d/${program##*/}"; }
folder_of_the_name() { mkdir "/etc/apparmor.d/${program##*/}"; }

bad_local_of_others() {
    userns_stub other
    sed -i 's/^}/  include if exists <local\/other>\n}/' /etc/apparmor.d/other
    echo 'this is no rule' >/etc/apparmor.d/local/other
}
bad_local_of_others_that_must_be() {
    userns_stub other
    sed -i 's/^}/  include <local\/other>\n}/' /etc/apparmor.d/other
    echo 'this is no rule' >/etc/apparmor.d/local/other
}
bad_local_of_ours() {
    aa-userns-gen apply runner
    local_of_ours=$(sed -n 's/.*include if exists <\(local\/.*\)>/\1/p' /etc/apparmor.d/aa-userns-gen.bwrap | head -n 1)
    [ "$local_of_ours" ] && echo 'this is no rule' >"/etc/apparmor.d/$local_of_ours"
}
bad_local_of_ours_and_unloaded() {
    bad_local_of_ours
    unload bwrap
}
bad_tunable() { echo 'this is no variable' >/etc/apparmor.d/tunables/home.d/broken; }
include_cycle() {
    userns_stub other
    sed -i 's/^}/  include if exists <local\/other>\n}/' /etc/apparmor.d/other
    echo 'include <local/other>' >/etc/apparmor.d/local/other
}
