# shellcheck shell=sh
# For tables of broken states: from each, doctor's remedies, run in the order in which they are printed, have to end, within four
# rounds, in "nothing is wrong" or in words on what only a person can decide. On the way, what doctor says of the program is held
# against what a plain user can do with it, and against what doctor tells a plain user.
#
#   ends healthy /opt/app tied stub_unloaded    # the program, and the functions that break the host
#   ends by_person /opt/app writable_by_users
#
# shellcheck source=tests/machine/findings.sh
. /project/tests/machine/findings.sh
for states in /project/tests/machine/states/*.sh; do
    # shellcheck disable=SC1090  # those of that folder
    . "$states"
done

echo 0 >/proc/sys/kernel/printk_ratelimit
for folder in /etc/sysctl.d /run/sysctl.d /etc/apparmor.d/disable /etc/apparmor.d/force-complain /etc/apparmor.d/local; do
    mkdir -p $folder
done
mkdir /run/before
cp -a /etc/apparmor.d /run/before/
own_program /run/before/app
cp /usr/bin/bwrap /run/before/bwrap
sysctl -a 2>/dev/null | grep -E '^(kernel\.(apparmor|unprivileged_userns)|user\.max_user_namespaces)' |
    grep -v 'apparmor_display' >/run/before/sysctls
rounds_at_most=4 most_rounds=0

# Without a state of ours, others' profiles, settings and programs but those that the machine began with.
reset_host() {
    [ -z "$started" ] || kill "$started" 2>/dev/null || true
    started=''
    for mounted in /usr/sbin/apparmor_parser /usr/bin/apt-get /usr/bin/bwrap /opt; do
        while umount $mounted 2>/dev/null; do :; done
    done
    rm -rf /etc/apparmor.d /var/lib/aa-userns-gen/* /etc/sysctl.d/* /run/sysctl.d/* /etc/ufw /var/cache/apparmor
    cp -a /run/before/apparmor.d /etc/
    cut -d ' ' -f 1 $apparmorfs/profiles | grep -v -e '//' -e '^unprivileged_userns$' | while read -r name; do
        unload "$name"
    done
    apparmor_parser --replace --skip-read-cache /etc/apparmor.d/unprivileged_userns
    sysctl --quiet --load /run/before/sysctls
    mount -t tmpfs -o mode=755 tmpfs /opt
    cp /run/before/app /opt/app
}
started=''

works() {
    case $1,$inside in
        *bwrap*) as_nobody "$1" --unshare-user --bind / / true ;;
        *,true) as_nobody "$1" --user --map-root-user true ;;
        *) as_nobody "$1" --user --map-root-user --mount mount -t tmpfs none /mnt ;;
    esac >/tmp/tried 2>&1
}

look() {
    code=0 works=yes
    aa-userns-gen doctor --json "$program" >/tmp/root.json 2>/tmp/said || code=$?
    # In the state itself, and where nothing is wrong any more.
    case $round,$code in
        0,* | *,0) as_nobody aa-userns-gen doctor --json "$program" >/tmp/plain.json 2>>/tmp/said || true ;;
        *) echo '{"checks": []}' >/tmp/plain.json ;;
    esac
    works "${tried:-$program}" || works=no
    python3 /project/tests/machine/remedies.py "$program" $works "$code" >/tmp/judged 2>&1 ||
        complain "round $round, the program works: $works" "$(cat /tmp/judged /tmp/said)"
}

ends() {
    end=$1 program=$2 round=0
    shift 2
    sentence "$program: $*"
    reset_host
    for break_it; do "$break_it" >/tmp/made 2>&1 || complain "cannot make the state $break_it" "$(cat /tmp/made)"; done
    look
    while [ "$code" != 0 ] && [ -s /tmp/remedy ]; do
        round=$((round + 1))
        if [ $round -gt $rounds_at_most ]; then
            complain "no end" "$(cat /tmp/judged)"
            break
        fi
        sh -eux /tmp/remedy >/tmp/followed 2>&1 || complain "round $round, a remedy fails" "$(cat /tmp/followed)"
        look
    done
    [ $round -le $most_rounds ] || most_rounds=$round
    if [ "$code" = 0 ]; then came_to=healthy; else came_to=by_person; fi
    [ "$end" = $came_to ] || complain "ends $came_to, not $end" "$(cat /tmp/judged)"
    tried='' inside=mount
}
tried='' inside=mount
