# shellcheck shell=sh
# shellcheck disable=SC2154,SC2034,SC2016  # variables of remedies.sh; scripts in quotes
# Broken states of others' profiles, for $program; see remedies.sh.

# profile NAME PATH FLAGS RULE...: a profile of somebody else, in a file of its name, and in the kernel.
profile() {
    write_profile "$@"
    apparmor_parser --replace --skip-read-cache "/etc/apparmor.d/$1"
}

write_profile() {
    file=/etc/apparmor.d/$1
    printf 'abi <abi/4.0>,\ninclude <tunables/global>\nprofile %s %s %s {\n' "$1" "$2" "$3" >"$file"
    shift 3
    printf '  %s\n' "$@" '}' >>"$file"
}

userns_stub() { profile "$1" "$program" 'flags=(unconfined)' userns,; }

no_profile() { :; }
refusing() { profile other "$program" '' file, capability,; }
denying() { profile other "$program" 'flags=(attach_disconnected)' 'include <abstractions/base>' file, capability, network, 'deny userns,'; }
unconfined_without_userns() { profile other "$program" 'flags=(unconfined)' ''; }
old_abi() { sed -i s/4.0/3.0/ "$file" && apparmor_parser --replace --skip-read-cache "$file"; }
complaining() { profile other "$program" 'flags=(complain)' userns,; }
enforced_stub() { profile other "$program" '' userns,; }
force_complaining() {
    ln -s /etc/apparmor.d/other /etc/apparmor.d/force-complain/
    userns_stub other
}
disabled() {
    write_profile other "$program" 'flags=(unconfined)' userns,
    ln -s /etc/apparmor.d/other /etc/apparmor.d/disable/
}
disabled_and_loaded() {
    userns_stub other
    ln -s /etc/apparmor.d/other /etc/apparmor.d/disable/
}
disabled_of_the_name() {
    write_profile "${program##*/}" "$program" 'flags=(unconfined)' userns,
    ln -s "$file" /etc/apparmor.d/disable/
}
disabled_that_refuses() {
    write_profile other "$program" '' file,
    ln -s "$file" /etc/apparmor.d/disable/
}
not_loaded() { write_profile other "$program" 'flags=(unconfined)' userns,; }
not_loaded_that_refuses() { write_profile other "$program" '' file,; }
edited_since() {
    profile other "$program" '' file, capability,
    write_profile other "$program" 'flags=(unconfined)' userns,
}
edited_to_refuse() {
    userns_stub other
    write_profile other "$program" '' file, capability,
}
file_gone() {
    userns_stub other
    rm "$file"
}
file_gone_that_refuses() {
    refusing
    rm "$file"
}
file_gone_of_the_name_that_refuses() {
    profile "${program##*/}" "$program" '' file,
    rm "$file"
}

tied() {
    userns_stub one
    userns_stub two
}
tied_one_refuses() {
    refusing
    userns_stub two
}
tied_both_refuse() {
    refusing
    profile two "$program" '' file,
}
three_tied() {
    tied
    refusing
}
tied_with_the_kernel() {
    userns_stub one
    userns_stub two
    rm "$file"
}
tied_with_complaining() {
    complaining
    userns_stub two
}
tied_with_one_not_loaded() {
    userns_stub one
    write_profile two "$program" 'flags=(unconfined)' userns,
}

name_taken() { profile "${program##*/}" "/srv/${program##*/}" 'flags=(unconfined)' userns,; }
name_and_next_taken() {
    name_taken
    profile "doctor_${program##*/}" /srv/doctor 'flags=(unconfined)' userns,
}
name_taken_in_kernel() {
    name_taken
    rm "$file"
}
name_taken_not_loaded() { write_profile "${program##*/}" "/srv/${program##*/}" 'flags=(unconfined)' userns,; }
child_name_taken() { profile "${program##*/}_child" /srv/child 'flags=(unconfined)' userns,; }
wide_pattern() { profile wide "${program%/*}/*" '' file,; }
wide_pattern_grants() { profile wide "${program%/*}/*" 'flags=(unconfined)' userns,; }
name_in_two_files() {
    userns_stub one
    cp "$file" /etc/apparmor.d/two
}
named_by_path() {
    printf 'abi <abi/4.0>,\n%s {\n  file,\n}\n' "$program" >/etc/apparmor.d/by.path
    apparmor_parser --replace --skip-read-cache /etc/apparmor.d/by.path
}
stacked_on_attributes() { profile other "$program" 'xattrs=(user.x=1) flags=(unconfined)' userns,; }
