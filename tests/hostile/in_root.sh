# shellcheck shell=sh
# in_root FAMILY: gives the program the inputs of a family in a root of its own, a Debian on an overlay that is gone afterwards. They
# ask nothing of the kernel's AppArmor, and a process of User-Mode Linux costs ten times as much.
set -eu

project=$(cd "$(dirname "$0")/../.." && pwd)

in_root() {
    userland=$("$project/tests/machine/userland" trixie)
    box=$(mktemp -d)
    trap 'rmdir "$box"' EXIT
    # Nothing is written through /proc: that would be the host's.
    # shellcheck disable=SC2016  # expanded by the inner shell
    unshare --mount --pid --fork --kill-child sh -ec 'userland=$1 project=$2 box=$3; shift 3
        mount -t tmpfs tmpfs "$box"
        root=$box/root
        mkdir "$box/upper" "$box/work" "$root"
        mount -t overlay -o "lowerdir=$userland,upperdir=$box/upper,workdir=$box/work" overlay "$root"
        mount -t proc -o ro proc "$root/proc"
        mount --bind /dev "$root/dev"
        mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
        mount --bind -o ro "$project" "$root/project"
        cp -r "$project/templates" "$project/policies" "$root/usr/share/aa-userns-gen"
        install "$project/build/release/bin/aa-userns-gen" "$root/usr/bin/aa-userns-gen"
        exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@"' \
        sh "$userland" "$project" "$box" python3 /project/tests/hostile/run.py "$1"
}
