# shellcheck shell=sh
# What the scripts about packages share. The packages of this project are those that packaging/build-deb left in build/;
# dh_build.sh leaves the example's in build/example.

# repack FILE VERSION [COMMAND]: prints the path of the same package with another version, made in /tmp. The command is run in
# its tree first.
repack() {
    rm -rf /tmp/repack
    dpkg-deb --raw-extract "$1" /tmp/repack
    sed -i "s/^Version: .*/Version: $2/" /tmp/repack/DEBIAN/control
    [ $# -lt 3 ] || (cd /tmp/repack && sh -ec "$3")
    name=$(basename "${1%%_*}")
    dpkg-deb --root-owner-group -Znone --build /tmp/repack "/tmp/${name}_$2.deb" >/dev/null
    echo "/tmp/${name}_$2.deb"
}

# empty_package NAME [DEPENDS]: prints the path of a tree for a package, still without files.
empty_package() {
    rm -rf "/tmp/$1"
    mkdir -p "/tmp/$1/DEBIAN"
    cat >"/tmp/$1/DEBIAN/control" <<PACKAGE
Package: $1
Version: 1
Architecture: all
Maintainer: nobody <nobody@localhost>
Description: made by a test
PACKAGE
    echo "/tmp/$1"
}

# What piuparts looks at, one line each: all files below these folders but dpkg's records, caches and logs.
list_files() {
    find "$@" -xdev \( -path '*/var/lib/dpkg' -o -path '*/var/log' -o -path '*/var/cache/apparmor' \) -prune \
        -o -printf '%p %y %m %u:%g %l\n' | LC_ALL=C sort
}
