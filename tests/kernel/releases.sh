#!/bin/sh
# What apply does on each release: its set of profiles, abi files and sysctls, on the kernel and with the parser that are nearest.
# The README's table says the same.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

sysctls=/proc/sys/kernel
stock=/usr/share/apparmor/extra-profiles/bwrap-userns-restrict

# From nothing, but for what the release ships.
forget() {
    aa-userns-gen remove --all --purge --quiet
    rm -f /etc/apparmor.d/bwrap-userns-restrict
    for profile in bwrap unpriv_bwrap; do printf %s "$profile" 2>/dev/null >$apparmorfs/.remove || true; done
}

ship_bwrap_profile() {
    cp $stock /etc/apparmor.d/
    expect_status 0 apparmor_parser --replace /etc/apparmor.d/bwrap-userns-restrict
}

# expect_apply STATE: apply comes to this, bubblewrap works, status is content, and a second apply does nothing.
expect_apply() {
    expect_status 0 aa-userns-gen apply runner
    expect_output "$1"
    expect_status 0 as_nobody bwrap --unshare-user --bind / / true
    expect_status 0 aa-userns-gen status
    run aa-userns-gen apply runner
    expect_output "no changes"
}

# expect_refusal OPTIONS...: this parser cannot, and nothing is changed.
expect_refusal() {
    snapshot_host >/tmp/before
    expect_status 4 aa-userns-gen apply runner "$@"
    expect_output "cannot use /usr/sbin/apparmor_parser: it does not know 'userns'"
    expect_status 0 aa-userns-gen apply runner --best-effort "$@"
    snapshot_host >/tmp/after
    expect_same /tmp/before /tmp/after
}

if [ "$KERNEL" != ubuntu ]; then
    sentence "Debian: nothing is restricted, so nothing is done"
    expect_status 0 aa-userns-gen apply runner
    expect_output not-needed
    expect_status 0 as_nobody bwrap --unshare-user --bind / / true
    expect_status 0 aa-userns-gen doctor
    expect_output "this kernel does not have Ubuntu's restriction"
    [ "$USERLAND" = bookworm ] || exit 0

    sentence "Debian 12, asked all the same: its parser does not know the rule"
    expect_refusal --when always
    exit
fi

# What Ubuntu's own kernel 7.0 and AppArmor 6 are like is not known here: Linux 7.2 with the restriction, and the newest parser there is,
# stand in for them.
case $(uname -r) in 7.*) newer_kernel=yes ;; *) newer_kernel=no ;; esac

if [ $newer_kernel = yes ]; then
    cp -r /etc/apparmor.d/abi /tmp/abi
    # As 24.04's own sysctl.d has it, and as later releases'.
    for unconfined in 0 1; do
        sentence "Ubuntu 24.04 with the HWE kernel 7.0, restrict_unprivileged_unconfined=$unconfined: no profile for bwrap: ours"
        rm -f /etc/apparmor.d/abi/5.*
        echo $unconfined >$sysctls/apparmor_restrict_unprivileged_unconfined
        run as_nobody bwrap --unshare-user --bind / / true
        expect_status 1
        expect_output 'execpath="/usr/bin/bwrap"' dmesg
        expect_output "path: /usr/bin/bwrap" aa-userns-gen suggest
        expect_apply "granted "
        forget
    done
    [ "$USERLAND" = sid ] || exit 0

    sentence "Ubuntu 26.10 with AppArmor 6: abi/5.0, its own profile for bwrap, unconfined programs cannot borrow a profile"
    cp /tmp/abi/5.* /etc/apparmor.d/abi
    ship_bwrap_profile
    expect_apply granted-by-other
    forget

    sentence "and without it: ours"
    expect_apply "granted "
    forget
elif [ "$USERLAND" = bookworm ]; then
    sentence "Ubuntu 22.04 with an HWE kernel: restricted, and a parser that does not know the rule"
    run as_nobody bwrap --unshare-user --bind / / true
    expect_status 1
    expect_refusal
elif [ "$USERLAND" = trixie ]; then
    sentence "Ubuntu 23.10: the restriction is off by default; ours is there for when it is switched on"
    echo 0 >$sysctls/apparmor_restrict_unprivileged_userns
    expect_apply "granted "
    echo 1 >$sysctls/apparmor_restrict_unprivileged_userns
    expect_status 0 as_nobody bwrap --unshare-user --bind / / true
    forget

    sentence "Ubuntu 24.04 and 24.10: restricted, no profile for bwrap: ours"
    run as_nobody bwrap --unshare-user --bind / / true
    expect_status 1
    expect_apply "granted "
    forget

    sentence "Ubuntu 25.04: its own profile for bwrap: that stays"
    ship_bwrap_profile
    expect_apply granted-by-other
    forget

    sentence "Ubuntu 25.10: no abi/5.0, and unconfined programs cannot borrow a profile"
    rm -f /etc/apparmor.d/abi/5.*
    ship_bwrap_profile
    echo 1 >$sysctls/apparmor_restrict_unprivileged_unconfined
    expect_apply granted-by-other
    forget
    expect_apply "granted "
    forget
else
    sentence "Ubuntu 26.04: parser 5, abi/5.0, its own profile for bwrap"
    echo 1 >$sysctls/apparmor_restrict_unprivileged_unconfined
    ship_bwrap_profile
    expect_apply granted-by-other
    forget
    expect_apply "granted "
    forget
fi
