#!/bin/sh
# install-dependencies: what it takes for installed, and that it leaves out nothing that the packages are built with.
set -eu
project=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/machine/sentences.sh
. "$project/tests/machine/sentences.sh"
install=$project/packaging/install-dependencies

# dpkg's records and apt-get are made up: nothing is installed here.
work=$(mktemp -d)
clean_up() { rm -rf "$work"; }
export DPKG_ADMINDIR="$work/dpkg"
mkdir "$work/bin" "$DPKG_ADMINDIR"
# shellcheck disable=SC2016  # it is that script's own variable
printf '#!/bin/sh\necho "apt-get $*"\n' >"$work/bin/apt-get"
chmod +x "$work/bin/apt-get"
export PATH="$work/bin:$PATH"
native=$(dpkg --print-architecture)
names=$("$install" --list-debian12)

# all_installed: as far as dpkg knows then. record NAME STATUS ARCHITECTURE: one more.
record() {
    several=same
    [ "$3" != all ] || several=no
    printf 'Package: %s\nStatus: install ok %s\nArchitecture: %s\nMulti-Arch: %s\nMaintainer: a\nVersion: 1\nDescription: a\n\n' \
        "$@" $several >>"$DPKG_ADMINDIR/status"
}
all_installed() {
    rm -f "$DPKG_ADMINDIR/status"
    for name in $names; do [ "$name" = "${1-}" ] || record "$name" installed "$native"; done
}

sentence "where everything is there, nothing is installed"
all_installed
expect_no_output "$install" build
expect_status 0

sentence "what is not there is installed"
all_installed cmake
expect_output "--no-install-recommends cmake" "$install" build
record cmake config-files "$native"
expect_output "--no-install-recommends cmake" "$install" build

sentence "a package of another architecture does not count, beside one of this it does not matter"
all_installed libyaml-cpp-dev
record libyaml-cpp-dev installed arm64
expect_output "--no-install-recommends libyaml-cpp-dev" "$install" build
record libyaml-cpp-dev installed "$native"
expect_no_output "$install" build
all_installed cmake
record cmake installed all
expect_no_output "$install" build

sentence "nothing is left out that packages are built with"
build_depends=$(sed -n '/^Build-Depends:/,/^[A-Z]/{s/^Build-Depends://;/^[A-Z]/!p}' "$project/packaging/debian/control" |
    sed 's/^ *//; s/[ :,].*//')
for name in build-essential $build_depends; do
    [ "$name" != debhelper-compat ] || name=debhelper
    printf '%s\n' "$names" | grep -qx "$name" || complain "$name is missing"
done
[ "$(printf '%s\n' "$build_depends" | wc -l)" -ge 8 ] || complain "what is in debian/control was not read:" "$build_depends"
