# shellcheck shell=sh
# For scripts on the host that run programs of a Debian release which this host need not have: a root in which all that is
# written is thrown away. Such a script runs anew in a mount namespace of its own, so that nothing stays mounted.
set -eu
project=$(cd "$(dirname "$0")/../.." && pwd)
[ "${1-}" = inside ] || exec unshare --mount "$0" inside
# shellcheck source=tests/machine/sentences.sh
. "$project/tests/machine/sentences.sh"

work=$(mktemp -d)
root=$work/root
clean_up() {
    umount --lazy "$work"
    rmdir "$work"
}

# throw_away_later USERLAND: it is at $root then.
throw_away_later() {
    mount -t tmpfs tmpfs "$work"
    mkdir "$work/upper" "$work/work" "$root"
    mount -t overlay -o "lowerdir=$("$project/tests/machine/userland" "$1"),upperdir=$work/upper,workdir=$work/work" overlay "$root"
    mount -t proc proc "$root/proc"
    mount -t sysfs sysfs "$root/sys"
    mount --rbind /dev "$root/dev"
}

# in_root COMMAND...
in_root() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@"; }
