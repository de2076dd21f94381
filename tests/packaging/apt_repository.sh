#!/bin/sh
# packaging/apt-repository, with a real apt in a chroot of Debian 13: over file: and over http: on the loopback, for both
# architectures, and what is not signed by the key is not taken.
# shellcheck source=tests/packaging/throwaway_root.sh
. "$(dirname "$0")/throwaway_root.sh"
# shellcheck source=tests/packaging/debs.sh
. "$project/tests/packaging/debs.sh"

throw_away_later trixie
deb=$(echo "$project"/build/aa-userns-gen_*_amd64.deb)
addon=$(echo "$project"/build/dh-aa-userns_*_all.deb)
version=$(dpkg-deb --field "$deb" Version)
repository=$root/repository

# of_another ARCHITECTURE VERSION: prints the path of the package as one of these; what is in it is not for that, and is never run.
of_another() {
    rm -rf "$work/another"
    dpkg-deb --raw-extract "$deb" "$work/another"
    sed -i "s/^Architecture: .*/Architecture: $1/; s/^Version: .*/Version: $2/" "$work/another/DEBIAN/control"
    dpkg-deb --root-owner-group -Znone --build "$work/another" "$work/aa-userns-gen_$2_$1.deb" >/dev/null
    echo "$work/aa-userns-gen_$2_$1.deb"
}

# The releaser's keyring, and somebody else's key in it.
export GNUPGHOME="$work/gnupg"
mkdir -m 700 "$GNUPGHOME"
for name in releaser stranger; do
    gpg --batch --quiet --passphrase '' --quick-generate-key "$name@localhost" ed25519 sign never 2>"$work/log"
done

# Nothing but this repository; a chroot of the test needs no other user to be safe from.
rm -rf "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d "$root"/var/lib/apt/lists
rm -rf "$root/usr/bin/aa-userns-gen" "$root/usr/share/aa-userns-gen" "$root/var/lib/aa-userns-gen"
mkdir -p "$root/etc/apt/sources.list.d" "$root/etc/apt/keyrings" "$root/var/lib/apt/lists"
apt() { in_root DEBIAN_FRONTEND=noninteractive apt-get --yes --quiet "$@"; }
# from URI: what users do, with the two files that the repository has for them.
from() {
    cp "$repository/aa-userns-gen.gpg" "$root/etc/apt/keyrings"
    sed "s|https://FILL-IN.example/|$1|" "$repository/aa-userns-gen.sources" >"$root/etc/apt/sources.list.d/aa-userns-gen.sources"
}
publish() { "$project/packaging/apt-repository" "$repository" "$@"; }

sentence "a repository is made, and signed"
arm64=$(of_another arm64 "$version")
expect_status 0 publish releaser@localhost "$deb" "$arm64" "$addon"
expect_status 0 gpg --verify "$repository/dists/stable/Release.gpg" "$repository/dists/stable/Release"
expect_status 0 gpg --verify "$repository/dists/stable/InRelease"
expect_output "Architectures: amd64 arm64" cat "$repository/dists/stable/Release"
expect_no_output find "$repository" ! -perm -444

sentence "apt takes it from a folder: update, install, and the program is there"
from file:/repository
expect_status 0 apt update
case $output in *W:* | *E:*) complain "apt has something to say" "$output" ;; esac
expect_status 0 apt install aa-userns-gen
expect_output "aa-userns-gen $version" in_root aa-userns-gen --version
expect_status 0 in_root apt-cache show dh-aa-userns
expect_status 0 apt purge aa-userns-gen

sentence "and over http:"
: >"$work/requests"
python3 -u -m http.server --bind 127.0.0.1 --directory "$repository" 0 >"$work/requests" 2>&1 &
server=$!
clean_up() {
    kill $server
    gpgconf --kill all
    umount --lazy "$work"
    rmdir "$work"
}
until grep -q Serving "$work/requests"; do sleep 0.1; done
port=$(sed -n 's/^Serving HTTP on .* port \([0-9]*\) .*/\1/p' "$work/requests")
from "http://127.0.0.1:$port/"
expect_status 0 apt update
expect_status 0 apt install aa-userns-gen
expect_output "GET /pool/aa-userns-gen_${version}_amd64.deb" cat "$work/requests"

sentence "a host of arm64 is offered the package for arm64"
expect_status 0 apt -o APT::Architecture=arm64 -o APT::Architectures::=arm64 update
run apt -o APT::Architecture=arm64 -o APT::Architectures::=arm64 -o APT::Sandbox::User=root download aa-userns-gen:arm64
expect_status 0
expect_output "GET /pool/aa-userns-gen_${version}_arm64.deb" cat "$work/requests"
expect_status 0 apt update

sentence "the next release is added, the one before stays, and hosts upgrade"
expect_status 0 publish releaser@localhost "$(of_another amd64 "$version.1")"
expect_status 0 apt update
expect_status 0 apt upgrade
expect_output "$version.1" in_root dpkg-query --show aa-userns-gen
expect_status 0 apt install --allow-downgrades "aa-userns-gen=$version"

sentence "another package of a version that is there is refused"
echo >>"$work/aa-userns-gen_${version}.1_amd64.deb"
expect_status 1 publish releaser@localhost "$work/aa-userns-gen_${version}.1_amd64.deb"
expect_output "is another one: a new release needs a new version"

sentence "lists and packages that were changed, or that another key signed, are not taken"
cp -a "$repository" "$work/good"
sed -i 's/^Version: .*/Version: 9/' "$repository/dists/stable/main/binary-amd64/Packages"
rm "$repository/dists/stable/main/binary-amd64/Packages.xz"
rm -rf "$root"/var/lib/apt/lists/*
run apt update
[ "$status" != 0 ] || complain "changed lists are taken" "$output"
rm -rf --one-file-system "$repository"
cp -a "$work/good" "$repository"
echo >>"$repository/pool/aa-userns-gen_${version}.1_amd64.deb"
expect_status 0 apt update
expect_status 0 apt clean
run apt upgrade
[ "$status" != 0 ] || complain "a changed package is taken" "$output"
rm -rf --one-file-system "$repository"
cp -a "$work/good" "$repository"
expect_status 0 publish stranger@localhost "$deb"
rm -rf "$root"/var/lib/apt/lists/*
run apt update
[ "$status" != 0 ] || complain "a stranger's signature is taken" "$output"
