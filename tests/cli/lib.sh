# shellcheck shell=sh
# For the scripts t_*.sh, which run in an empty folder.
tests=$(cd "$(dirname "$0")/.." && pwd)
box=$PWD

# run ARGUMENTS...: the program as a user sees it, with what it prints and its exit status.
run() {
    echo "\$ aa-userns-gen $*"
    status=0
    "$AUG_BINARY" "$@" 2>&1 || status=$?
    [ "$status" = 0 ] || echo "[exit $status]"
}

say() { printf '\n# %s\n' "$1"; }

# parser BEHAVIOUR: the path of an apparmor_parser that behaves so; see tests/fakes/apparmor_parser.
parser() {
    mkdir -p parsers
    cp "$tests/fakes/apparmor_parser" "parsers/apparmor_parser-$1"
    echo "$box/parsers/apparmor_parser-$1"
}

# image: a tree with bubblewrap in it, to work on with --root.
image() {
    mkdir -p "$1/etc/apparmor.d/abi" "$1/usr/bin" "$1/var/lib"
    touch "$1/etc/apparmor.d/abi/4.0"
    printf '#!/bin/sh\n' >"$1/usr/bin/bwrap"
    chmod 755 "$1/usr/bin/bwrap"
}

# kernel FOLDER: the files of an AppArmor kernel in which nothing is loaded.
kernel() {
    mkdir -p "$1/features/namespaces" "$1/features/policy" "$1/policy/profiles"
    echo "userns_create " >"$1/features/namespaces/mask"
    echo yes >"$1/features/policy/set_load"
    touch "$1/profiles" "$1/.remove" "$1/.replace"
}

# tree FOLDER: every file in it, with its mode and a checksum of its content.
tree() {
    (cd "$1" && find . -name lock -prune -o -type f -printf '%m %p ' -exec sh -c 'cksum <"$1"' sh {} \; -o -type l -printf '%p -> %l\n' -o -printf '%m %p\n' | sort -k 2)
}
