#!/bin/sh
# What packaging/images has, with the real programs: mkosi and buildah in a chroot of Debian 13, packer where it is installed.
# Their images hold the same profiles, and one of them boots.
# shellcheck source=tests/packaging/throwaway_root.sh
. "$(dirname "$0")/throwaway_root.sh"
images=$project/packaging/images
deb=$(echo "$project"/build/aa-userns-gen_*_amd64.deb)

# /base is what the images are made from, without devices: mkosi would copy what is in them.
throw_away_later trixie-images
mkdir "$root/base" "$root/mkosi" "$root/docker"
mount --bind "$("$project/tests/machine/userland" trixie)" "$root/base"
mount -t tmpfs tmpfs "$root/base/dev"
# buildah makes overlays itself, and there are none of overlays.
mkdir -p "$root/var/lib/containers"
mount -t tmpfs tmpfs "$root/var/lib/containers"
# expect_staged TREE
expect_staged() {
    expect_status 0 chroot "$1" aa-userns-gen status --root /
    expect_output "staged           /usr/bin/bwrap  profile bwrap (runner)"
    (cd "$1/etc/apparmor.d" && sha256sum aa-userns-gen.*) >"$work/placed"
    [ -e "$work/first" ] || mv "$work/placed" "$work/first"
    [ ! -e "$work/placed" ] || expect_same "$work/first" "$work/placed"
}

sentence "mkosi runs the script, and the profiles are in the image"
mkdir -p "$root/mkosi/mkosi.extra/usr/bin"
cp "$project/build/release/bin/aa-userns-gen" "$root/mkosi/mkosi.extra/usr/bin"
cp "$images/mkosi.postinst.chroot" "$root/mkosi"
expect_status 0 in_root sh -ec 'cd /mkosi; mkosi --distribution=custom --base-tree=/base --format=directory --output=image build'
mount -t proc proc "$root/mkosi/image/proc"
expect_staged "$root/mkosi/image"

sentence "the Dockerfile installs the package, and the same profiles are in the image"
cp "$images/Dockerfile" "$images/install" "$deb" "$root/docker"
(cd "$root/docker" && sha256sum -- *.deb >SHA256SUMS)
# shellcheck disable=SC2016  # expanded by the inner shell
expect_status 0 in_root sh -euc '
    container=$(buildah from scratch)
    tree=$(buildah mount "$container")
    cp -a /base/. "$tree"
    buildah commit --quiet "$container" base
    buildah bud --isolation chroot --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 \
        --build-arg BASE=localhost/base --tag image /docker
    container=$(buildah from image)
    buildah mount "$container" >/mounted'
image=$root$(cat "$root/mounted")
mount -t proc proc "$image/proc"
expect_staged "$image"
expect_status 0 chroot "$image" dpkg --status aa-userns-gen
expect_status 2 ls "$image/tmp/aa-userns-gen"

umount "$image/proc"
mke2fs -q -t ext4 -d "$image" "$work/disk" 1200M >"$work/log"
cat >"$work/story" <<'END'
#!/bin/sh
set -eu
. /project/tests/machine/restriction.sh
restrict_users
systemctl start apparmor
as_nobody bwrap --unshare-user --bind / / cat /proc/self/attr/current
aa-userns-gen verify
# The units of packaging/systemd/README.md, for something that is not as applied, too.
mkdir -p /var/lib/prometheus/node-exporter
cd /etc/systemd/system
sed -n '/^# .*metrics.service/,/^```/p' /project/packaging/systemd/README.md | sed '/^```/d' |
    awk '/^# \/etc/ { file = $2; next } { print >file }'
systemctl daemon-reload
echo "# mine" >>/etc/apparmor.d/aa-userns-gen.bwrap
systemctl start aa-userns-gen-metrics.service aa-userns-gen-metrics.timer
systemctl is-active aa-userns-gen-metrics.timer
grep as_applied /var/lib/prometheus/node-exporter/aa-userns-gen.prom
END
chmod 755 "$work/story"
run "$project/tests/machine/boot" --kernel ubuntu --systemd --bare --image "$work/disk" "$work/story"
[ "$status" != 77 ] || run "$project/tests/machine/boot" --kernel stock --systemd --bare --image "$work/disk" "$work/story"

sentence "that image boots, and the sandbox works"
expect_output "bwrap//&unpriv_bwrap (enforce)"
expect_output "granted          /usr/bin/bwrap  profile bwrap (runner)"

sentence "there, the units of packaging/systemd/README.md write the metrics, also when something is not as applied"
expect_status 0
expect_output 'aa_userns_gen_policy_as_applied{policy="runner"} 0'

if command -v packer >/dev/null; then
    sentence "packer finds the provisioners valid, and an argument that it does not know"
    mkdir "$work/packer"
    cp "$images/install" "$work/packer"
    printf 'source "null" "runner" {\n  communicator = "none"\n}\n' >"$work/packer/source.pkr.hcl"
    sed 's/source.amazon-ebs.runner/source.null.runner/' "$images/runner.pkr.hcl" >"$work/packer/runner.pkr.hcl"
    expect_status 0 packer fmt -check "$images/runner.pkr.hcl"
    expect_status 0 packer validate -var "aa_userns_gen_downloads=$root/docker" "$work/packer"
    sed -i 's/destination /target /' "$work/packer/runner.pkr.hcl"
    expect_status 1 packer validate -var "aa_userns_gen_downloads=$root/docker" "$work/packer"
else
    close_sentence
    echo "skipped - packer is not installed"
fi
