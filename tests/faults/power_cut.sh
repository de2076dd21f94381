#!/bin/sh
# Power cuts: the machine is killed at a random moment of a change and booted again by systemd, which has the change taken back
# before apparmor.service loads the profiles. Each boot has to find the host as before the change or as after it.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh
# shellcheck source=tests/faults/sandbox.sh
. /project/tests/faults/sandbox.sh

# On the disk: how the host looks in each state, what each boot found, and the change that was going on ("FROM TO").
kept=/var/tmp/power-cut
mkdir -p $kept

apply() { aa-userns-gen apply --when always --quiet "$@"; }

tool() { printf 'version: 1\nname: tool\nbinaries: [{path: %s, template: gateway, profile: tool}]\n' "$1" >/tmp/tool.yaml; }

# The states, each reached from the one before.
next_of() {
    case $1 in
        none) echo first ;;
        first) echo second ;;
        second) echo back ;;
        back) echo none ;;
    esac
}

enter() {
    case $1 in
        none) aa-userns-gen remove --all --quiet ;;
        first) tool /usr/bin/true && apply runner /tmp/tool.yaml $kept/extend.yaml ;;
        second) tool /usr/bin/false && apply /tmp/tool.yaml ;;
        back) aa-userns-gen rollback --quiet ;;
    esac
}

# Of the kernel only what does not depend on who loaded it: status compares the rest.
describe_host() {
    snapshot_host | sed 's/^\(kernel .*\) .*/\1/'
    { aa-userns-gen status || echo "status: $?"; } | grep -v "^generation "
}

check_host() {
    read -r from to <$kept/change
    describe_host >/tmp/now
    if cmp -s /tmp/now "$kept/$to"; then
        found=$to
    else
        found=$from
        expect_same "$kept/$from" /tmp/now
    fi
    [ ! -e /var/lib/aa-userns-gen/pending ] || complain "the record is still there"
    run systemctl show --property=ActiveState,Result,ConditionResult apparmor
    expect_output "Result=success"
    expect_output "ActiveState=active"
    run systemctl show --property=Result,ConditionResult aa-userns-gen-recover
    expect_output "Result=success"
    case $output in *ConditionResult=yes*) echo "$from $to" >>$kept/taken-back ;; esac
    echo "$from $to" >>$kept/points
    [ -z "$complaints" ] || echo "# $from to $to: $complaints" >>$kept/violations
}

if [ -e $kept/change ]; then
    check_host
else
    place_sandbox
    cp /tmp/extend.yaml $kept
    for found in first second back none; do
        enter $found
        describe_host >$kept/$found
    done
fi

if [ "$CUTS_LEFT" != 0 ]; then
    sync
    echo changing >&2
    while :; do
        to=$(next_of "$found")
        echo "$found $to" >$kept/change.new
        sync $kept/change.new
        mv $kept/change.new $kept/change
        sync $kept
        enter "$to"
        found=$to
    done
fi

sentence "a power cut at any moment leaves the host as before the change or as after it"
[ ! -s $kept/violations ] || complain "$(cat $kept/violations)"
[ -s $kept/taken-back ] || complain "no cut was in the middle of a change"
close_sentence
echo "# power_cut: $(wc -l <$kept/points) points tried, $failures violations; $(wc -l <$kept/taken-back) were taken back at boot"
