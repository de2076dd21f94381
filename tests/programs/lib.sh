# shellcheck shell=sh
# What the scripts of this folder share: a plain user with a home and further users, and what is held against each program.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

sysctl -q -w kernel.io_uring_disabled=2  # io_uring is too much for this kernel
sysctl -q -w kernel.printk_ratelimit=0
restrict_users
mount -t tmpfs -o mode=755 tmpfs /home
mount -t tmpfs -o mode=1777 tmpfs /var/tmp
mkdir -p /home/tester
echo tester:100000:65536 | tee /etc/subuid >/etc/subgid
chown -R tester: /home/tester
for each in 0stdin 1stdout 2stderr; do
    [ -e "/dev/${each#?}" ] || ln -s "/proc/self/fd/${each%"${each#?}"}" "/dev/${each#?}"
done

# as_tester COMMAND: and what it prints; the records before it are gone. Then the user is logged out: rootless containers keep a
# process in their namespace, and later ones join that, which needs no grant.
as_tester() {
    dmesg --clear
    install -d -m 700 -o tester /run/user/1000
    run su -l tester -c "export XDG_RUNTIME_DIR=/run/user/1000; $1 </dev/null"
    pkill -KILL -u tester || true
    rm -rf /run/user/1000
}

# does COMMAND WORDS works|refused: by what is printed, since some programs exit with 0 all the same. What came of it is in $came.
does() {
    as_tester "$1"
    case $output in *"$2"*) came=works ;; *) came=refused ;; esac
    [ "$came" = "$3" ] || complain "$1" "$came" "exit status $status" "$output"
}

# expect_named PATH: by suggest and by doctor. Kernels before 7.0 write no path into their records, and not every program can be found by
# the name that is left, such as "exe": then that is said, and nothing else proposed for it.
expect_named() {
    said=$1
    run aa-userns-gen suggest
    case $output in
        *"$1"*) ;;
        *execpath=*) complain "suggest does not name $1" "$output" ;;
        *"the record has no path"*) said="the log has refusals of" ;;
        *) complain "suggest does not name $1" "$output" ;;
    esac
    run aa-userns-gen doctor
    case $output in *"$said"*) ;; *) complain "doctor does not say: $said" "$output" ;; esac
}

# program NAME VERSION-COMMAND PATH POLICY COMMAND WORDS: refused without the policy, whose records and message are understood; works
# with it; refused again when it is removed. POLICY is a name, or 'suggested': what suggest makes of the path.
program() {
    sentence "$1 is refused without a policy"
    does "$5" "$6" refused
    message=$output row=$came

    sentence "$1: suggest names it by its records, and doctor, and explain knows its message"
    expect_named "$3"
    run aa-userns-gen explain "$(printf %s "$message" | head -c 3000)"
    [ "$status" = 0 ] || complain "explain does not know it" "$message" "$output"

    sentence "$1 works with the policy $4"
    if [ "$4" = suggested ]; then
        run sh -c 'aa-userns-gen suggest "$1" | aa-userns-gen apply -' sh "$3"
        expect_status 0
    else
        expect_status 0 aa-userns-gen apply "$4"
    fi
    does "$5" "$6" works
    row="$row | $came"
    expect_status 0 aa-userns-gen verify

    sentence "$1 is refused when that is removed"
    expect_status 0 aa-userns-gen remove --all
    does "$5" "$6" refused
    # A number of cases, since the runner shows such lines.
    echo "# $1 | $(dpkg-query --show --showformat='${Version}' "$2") | $4 | $row | $came | 3 cases"
}
