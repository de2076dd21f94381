#!/bin/sh
# Installed where no kernel is to be touched: in chroots of each release, without /proc, and without AppArmor's own package;
# and a machine that was prepared in a chroot boots with the grants.
set -eu
project=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/machine/sentences.sh
. "$project/tests/machine/sentences.sh"
# shellcheck source=tests/packaging/debs.sh
. "$project/tests/packaging/debs.sh"

work=$(mktemp -d)
root=$work/root
clean_up() { rm -rf --one-file-system "$work"; }

# The release's root, as it was before the tests on machines put their mount points there, with our packages in /debs.
make_root() {
    rm -rf --one-file-system "$root"
    cp -a "$("$project/tests/machine/userland" "$1")" "$root"
    rm -rf "$root/usr/bin/aa-userns-gen" "$root/usr/share/aa-userns-gen" "$root/var/lib/aa-userns-gen"
    mkdir "$root/debs"
    cp "$project"/build/aa-userns-gen_*_amd64.deb "$project"/build/example/openshell-*.deb "$root/debs"
    printf '#!/bin/sh\nexec dpkg -i /debs/*.deb\n' >"$root/debs/install"
    chmod 755 "$root/debs/install"
}

# A chroot with nothing mounted but /proc, and that only while the command runs.
in_root() {
    # shellcheck disable=SC2016  # expanded by the inner shell
    unshare --mount sh -ec 'mount -t proc proc "$0/proc"; exec chroot "$0" "$@"' "$root" "$@"
}
all_files() { (cd "$root" && list_files .); }
# All there is of ours, and its content: no profile is missing, and none is more than that.
placed() { find "$root" -xdev -path "$root/etc/apparmor.d/aa-userns-gen*" -printf '%f\n' | sort; }

for release in trixie sid; do
    make_root $release
    all_files >"$work/before"

    sentence "$release: installed in a chroot, all policies are staged for the host that will boot it"
    run in_root /debs/install
    expect_status 0
    expect_output "staged           /usr/bin/openshell-gateway"
    expect_output "aa-userns-gen.bwrap
aa-userns-gen.openshell-gateway
aa-userns-gen.unpriv_bwrap" placed
    expect_output staged in_root aa-userns-gen status --root /
    expect_status 0

    sentence "$release: installed again, removed and installed, that stays"
    placed >"$work/placed"
    expect_status 0 in_root /debs/install
    expect_status 0 in_root dpkg -r aa-userns-gen
    expect_status 0 in_root dpkg -i "/debs/$(cd "$root/debs" && echo aa-userns-gen_*.deb)"
    placed >"$work/now"
    expect_same "$work/placed" "$work/now"

    sentence "$release: a package that goes takes its grants with it"
    expect_status 0 in_root dpkg -r openshell-runner
    run placed
    [ "$output" = aa-userns-gen.openshell-gateway ] || complain "placed: $output"
    [ $release = sid ] || cp -a "$root" "$work/prepared"

    sentence "$release: purged, nothing is left in the root"
    expect_status 0 in_root dpkg -P openshell-gateway openshell-runner aa-userns-gen
    all_files >"$work/now"
    expect_same "$work/before" "$work/now"
done

sentence "bookworm, whose parser does not know user namespaces: installed, with a notice and nothing placed"
make_root bookworm
all_files >"$work/before"
run in_root /debs/install
expect_status 0
expect_output "notice: cannot use /usr/sbin/apparmor_parser: it does not know 'userns'"
expect_no_output placed
expect_status 0 in_root dpkg -P openshell-gateway openshell-runner aa-userns-gen
all_files >"$work/now"
expect_same "$work/before" "$work/now"

sentence "a chroot without /proc: installed, and told what could not be done"
make_root trixie
run chroot "$root" /debs/install
expect_status 0
expect_output "the package is installed all the same"
expect_no_output placed

sentence "with /proc there the next time, it is done"
expect_status 0 in_root dpkg -i "/debs/$(cd "$root/debs" && echo aa-userns-gen_*.deb)"
expect_output aa-userns-gen.openshell-gateway placed

sentence "without AppArmor's package dpkg says what is missing; forced, all of it is installed and nothing placed"
make_root trixie
expect_status 0 in_root dpkg --purge apparmor-profiles apparmor-utils python3-apparmor apparmor
all_files >"$work/before"
run in_root /debs/install
expect_status 1
expect_output "depends on apparmor"
run in_root dpkg --force-depends --configure --pending
expect_status 0
expect_no_output placed
expect_status 0 in_root dpkg -P openshell-gateway openshell-runner aa-userns-gen
all_files >"$work/now"
expect_same "$work/before" "$work/now"

sentence "a machine that was prepared in a chroot boots, and the service has its grant"
rm -r "$work/prepared/debs"
mke2fs -q -t ext4 -d "$work/prepared" "$work/disk" 1200M 2>&1
cat >"$work/story" <<'STORY'
#!/bin/sh
set -ex
systemctl start apparmor openshell-gateway
sleep 1
aa-userns-gen status
cat "/proc/$(systemctl show --property=MainPID --value openshell-gateway)/attr/current" /run/openshell-gateway/result
STORY
chmod 755 "$work/story"
run "$project/tests/machine/boot" --kernel ubuntu --userland trixie --systemd --bare --image "$work/disk" "$work/story"
if [ "$status" = 77 ]; then
    open_sentence=''
    echo "skipped - $output"
else
    expect_status 0
    expect_output "granted          /usr/bin/openshell-gateway"
    expect_output "openshell-gateway (unconfined)
works"
fi
