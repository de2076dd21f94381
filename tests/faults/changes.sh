# shellcheck shell=sh
# The changes that the fault tests interrupt, and how to tell how far they came.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh
# shellcheck source=tests/faults/sandbox.sh
. /project/tests/faults/sandbox.sh

# What changes anything. Reading calls are left out: what is between two of these is the same for everybody else. openat and
# openat2 create files, but a file that is just created and empty is what the next write finds.
# shellcheck disable=SC2034  # used by those who include this
calls="write fsync ftruncate renameat unlinkat mkdirat symlinkat fchmod fchown fchownat"
# shellcheck disable=SC2034
changes="apply-new apply-changed remove purge rollback extend withdraw"
state=/var/lib/aa-userns-gen

# Nothing here includes them, and reading two hundred files at each point takes longer than all the rest.
rm -r /etc/apparmor.d/abstractions

# Everything that a command may change, but for what it says about itself: the history, and who holds the lock.
whole_host() {
    snapshot_host
    cat /proc/sys/user/max_user_namespaces
    find /etc/sysctl.d /etc/systemd -path '*aa-userns-gen*' -printf '%y %m %p\n' -exec sha256sum {} + | sort
    [ -d $state ] || return 0
    find $state -mindepth 1 \( -name lock -o -name '*history*' -o -name edited \) -prune -o ! -name generations \
        -printf '%y %m %P %l\n' | sort
    find $state -type f ! -name lock ! -name '*history*' ! -path '*/edited/*' -exec sha256sum {} + | sort -k 2
}

apply() { aa-userns-gen apply --when always --quiet "$@"; }

policy() {
    cat >/tmp/policy.yaml <<END
version: 1
name: policy
binaries:
  - path: $1
    template: gateway
    profile: policy
END
}

mkdir -p /etc/sysctl.d /etc/systemd

# What the policy "new" takes over, and gives back when it goes; with a kernel setting and a drop-in it has all kinds of things.
cat >/etc/apparmor.d/theirs <<'END'
abi <abi/4.0>,
profile theirs /usr/bin/tail {
  file,
}
END
# What it adds helpers to.
place_sandbox
cat >/tmp/new.yaml <<'END'
version: 1
name: new
binaries:
  - path: /usr/bin/bwrap
    template: bwrap
  - path: /usr/bin/tail
    template: gateway
    on_conflict: take-over
  - path: /usr/local/bin/sandbox
    template: bwrap
    on_conflict: extend
    helpers: [/usr/bin/false]
sysctls:
  - name: user.max_user_namespaces
    value: 3000
units:
  - unit: example.service
    set: {PrivateTmp: false}
END
apparmor_parser --replace --skip-cache /etc/apparmor.d/theirs

# From nothing, by the same way each time.
prepare() {
    aa-userns-gen remove --all --purge --quiet
    place_administrators_text
    case $1 in
        apply-new | extend) ;;
        withdraw) apply /tmp/extend.yaml && edit_around_helpers ;;
        apply-changed) policy /usr/bin/true && apply /tmp/new.yaml /tmp/policy.yaml && policy /usr/bin/false ;;
        remove | purge) policy /usr/bin/true && apply /tmp/policy.yaml && apply /tmp/new.yaml ;;
        rollback) policy /usr/bin/true && apply /tmp/policy.yaml runner && policy /usr/bin/false && apply /tmp/policy.yaml ;;
    esac
}

command_of() {
    case $1 in
        apply-new) echo apply --when always /tmp/new.yaml ;;
        apply-changed) echo apply --when always /tmp/policy.yaml ;;
        remove) echo remove new ;;
        purge) echo remove --all --purge ;;
        rollback) echo rollback ;;
        extend) echo apply --when always /tmp/extend.yaml ;;
        withdraw) echo remove extend ;;
    esac
}

# The kernel's copy of what is given back is our parser's work from here on, byte for byte.
apply /tmp/new.yaml
aa-userns-gen remove new --quiet

# Leaves the host as before the change, and what that looks like and comes to in /tmp/before and /tmp/after.
learn() {
    prepare "$1"
    whole_host >/tmp/before
    # shellcheck disable=SC2046  # words
    aa-userns-gen $(command_of "$1") >/dev/null 2>&1
    whole_host >/tmp/after
    prepare "$1"
}
