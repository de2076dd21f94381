# shellcheck shell=sh
# shellcheck disable=SC2154,SC2034,SC2016  # variables of remedies.sh; scripts in quotes
# Broken states of what this program has applied; see remedies.sh.

granted() {
    case $program in
        */bwrap) aa-userns-gen apply runner ;;
        *) printf 'version: 1\nname: ours\nbinaries: [{path: %s, template: gateway}]\n' "$program" | aa-userns-gen apply - ;;
    esac
}
ours() { echo "/etc/apparmor.d/aa-userns-gen.${program##*/}"; }

ours_unloaded() { granted && unload "${program##*/}"; }
ours_deleted() { granted && rm "$(ours)"; }
ours_deleted_and_unloaded() { ours_unloaded && rm "$(ours)"; }
ours_edited() { granted && echo '# edited' >>"$(ours)"; }
ours_edited_to_nonsense() { granted && echo 'nonsense' >>"$(ours)"; }
ours_replaced_in_kernel() {
    granted
    printf 'abi <abi/4.0>,\nprofile %s %s {\n  file,\n}\n' "${program##*/}" "$program" | apparmor_parser --replace
}
ours_complains() {
    granted
    sed -i -e 's/flags=(unconfined/flags=(complain/' -e t -e 's/flags=(/flags=(complain,/' "$(ours)"
    apparmor_parser --replace --skip-read-cache "$(ours)"
}
ours_forced_to_complain() {
    granted
    ln -s "$(ours)" /etc/apparmor.d/force-complain/
    apparmor_parser --replace --skip-read-cache "$(ours)"
}
ours_disabled() {
    granted
    ln -s "$(ours)" /etc/apparmor.d/disable/
}
ours_disabled_and_unloaded() { ours_disabled && unload "${program##*/}"; }
ours_and_a_claim() { granted && refusing; }
ours_and_a_grant() { granted && userns_stub other; }
ours_and_a_complaint() { granted && complaining; }
ours_and_bad_name() { granted && no_comma other; }
state_lost() { granted && rm -rf /var/lib/aa-userns-gen/*; }
state_lost_and_unloaded() { ours_unloaded && rm -rf /var/lib/aa-userns-gen/*; }
state_open() { granted && chmod 777 /var/lib/aa-userns-gen; }
state_broken() { granted && find /var/lib/aa-userns-gen -type f -exec sh -c 'echo nonsense >"$1"' sh {} \; ; }
program_moved() {
    granted
    mv "$program" "$program.new"
    ln -s "$program.new" "$program"
}
program_gone() { granted && rm "$program"; }
program_made_writable() { granted && chmod 777 "$program"; }
restriction_lifted_by_policy() {
    printf 'version: 1\nname: off\nsysctls: [{name: kernel.apparmor_restrict_unprivileged_userns, value: 0, reason: test}]\n' |
        aa-userns-gen apply -
}
stale_process() {
    cp /usr/bin/sleep "$program"
    "$program" 1000 &
    started=$!
    wait_for grep -q "^Name:.${program##*/}" "/proc/$!/status"
    granted
    cp /run/before/app "$program.new" && mv "$program.new" "$program"
}
