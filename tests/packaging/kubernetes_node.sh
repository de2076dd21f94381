#!/bin/sh
# The script of packaging/kubernetes on a kernel: in a container put together here as a runtime would do it for daemonset.yaml, with a
# read-only root of its own, the node's process numbers and these capabilities; and what pods may do before, with and after it.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh
kubernetes=/project/packaging/kubernetes
capabilities=$(sed -n '/add:/,/resources:/s/^ *- \([A-Z_]*\).*/\1/p' $kubernetes/daemonset.yaml | tr 'A-Z\n' 'a-z ')

# An image: the script, the program, and what these and the tests call; the libraries are the machine's.
export tree=/tmp/tree
mkdir -p $tree/usr/bin $tree/usr/lib $tree/proc $tree/sys $tree/opt/aa-userns-gen $tree/policies $tree/dev $tree/tmp /opt/aa-userns-gen /tmp/policies
for name in sh env nsenter cat cp mv mkdir rm chmod sort grep sleep umount setpriv aa-exec bwrap true; do
    cp "/usr/bin/$name" $tree/usr/bin
done
cp /project/build/release/bin/aa-userns-gen $kubernetes/aa-userns-gen-node $tree/usr/bin
for link in bin lib lib64 sbin; do [ ! -L /$link ] || cp -P /$link $tree; done
[ ! -d /usr/lib64 ] || cp -a /usr/lib64 $tree/usr
cp $kubernetes/policies/* /tmp/policies

# contained COMMAND...: as root in the container; CAPABILITIES and PROFILE stand in for what daemonset.yaml says.
contained() {
    list=-all
    for name in ${CAPABILITIES-$capabilities}; do list=$list,+$name; done
    # shellcheck disable=SC2016  # expanded by the inner shell
    unshare --mount --uts --ipc --net --cgroup --fork sh -euc '
        mount --make-rprivate /
        mount --bind "$tree" "$tree"
        cd "$tree"
        mount --rbind /usr/lib usr/lib
        mount --rbind /dev dev
        mount --bind /opt/aa-userns-gen opt/aa-userns-gen
        mount --bind -o ro /tmp/policies policies
        mount -o remount,bind,ro .
        mount -t proc proc proc
        mount -t sysfs -o ro sysfs sys
        pivot_root . .
        umount -l .
        cd /
        exec "$@"' sh aa-exec -p "${PROFILE-unconfined}" -- setpriv --bounding-set "$list" --inh-caps=-all "$@"
}
node() { contained aa-userns-gen-node "$@"; }
# sandbox_of PROFILE: what a plain user's bubblewrap can do in a pod that runs under this profile.
sandbox_of() {
    PROFILE=$1 contained setpriv --reuid 65534 --regid 65534 --clear-groups sh -c 'bwrap --unshare-user --bind / / true; exit $?'
}
on_node() { as_nobody bwrap --unshare-user --bind / / true; }
fill() { sed "s/^name:.*/name: $2/" $kubernetes/policies/pods.yaml >"/tmp/policies/$1.yaml"; }

# As the profiles of container runtimes: no word of user namespaces.
cat >/tmp/runtime <<'END_OF_PROFILE'
abi <abi/4.0>,
profile runtime flags=(attach_disconnected,mediate_deleted) {
  file, network, capability, mount, umount, pivot_root, signal, ptrace, unix, dbus,
}
END_OF_PROFILE
apparmor_parser --replace --skip-cache /tmp/runtime
restrict_users
[ "$KERNEL" = ubuntu ] || sed -i '/^version/a when: always' /tmp/policies/pods.yaml
snapshot_host >/tmp/before

sentence "apply grants the policies of the ConfigMap on the node, and proves them"
expect_output "$REFUSAL" on_node
expect_status 0 node apply
expect_output "applied: generation 1"
expect_output "granted          /usr/bin/bwrap  profile bwrap (pods)"
expect_status 0 on_node
expect_status 0 node verify

if [ "$KERNEL" = ubuntu ]; then
    sentence "pods whose profile is Unconfined have it, those under a runtime's profile do not"
    expect_status 0 sandbox_of unconfined
    expect_status 1 sandbox_of runtime
fi

sentence "what is not as applied makes the pod unready"
mv /etc/apparmor.d/aa-userns-gen.bwrap /tmp
expect_status 7 node verify
mv /tmp/aa-userns-gen.bwrap /etc/apparmor.d
expect_status 0 node verify

sentence "a pod that could not remove its policies has its successor do so"
mv /tmp/policies/pods.yaml /tmp
fill other other
[ "$KERNEL" = ubuntu ] || sed -i '/^version/a when: always' /tmp/policies/other.yaml
expect_status 0 node apply
expect_output "removed pods"
expect_output "profile bwrap (other)"
expect_status 0 on_node

sentence "remove takes it all from the node, and a second time is no failure"
expect_status 0 node remove
expect_output "$REFUSAL" on_node
expect_no_output find /opt/aa-userns-gen -mindepth 1
expect_status 0 node remove
snapshot_host >/tmp/now
expect_same /tmp/before /tmp/now

if [ "$KERNEL" = ubuntu ]; then
    sentence "under another profile, or by less than each of the first six capabilities, it fails and changes nothing"
    PROFILE=runtime node apply >/tmp/said 2>&1 && complain "under another profile" "$(cat /tmp/said)"
    for name in sys_admin sys_chroot sys_ptrace mac_admin setuid setgid; do
        CAPABILITIES=$(echo "$capabilities" | sed "s/\b$name\b//")
        if (node apply) >/tmp/said 2>&1; then complain "without $name" "$(cat /tmp/said)"; fi
        unset CAPABILITIES
    done
    snapshot_host >/tmp/now
    expect_same /tmp/before /tmp/now
fi

sentence "a policy under another name than its file's, a mistake and a conflict end the init container, with the program's words"
fill other another
expect_status 1 node apply
expect_output "cannot use other.yaml: it is to have the line 'name: other'"
fill other other
echo "binaris: []" >>/tmp/policies/other.yaml
expect_status 3 node apply
expect_output "did you mean 'binaries'?"
if [ "$KERNEL" = ubuntu ]; then
    fill other other
    echo 'abi <abi/4.0>, profile mine /usr/bin/bwrap { file, }' >/etc/apparmor.d/mine
    expect_status 6 node apply
    rm /etc/apparmor.d/mine
fi
expect_status 0 node remove
snapshot_host >/tmp/now
expect_same /tmp/before /tmp/now

if [ "$KERNEL" = ubuntu ]; then
    sentence "by chroot instead of the node's mount namespace, verify could prove nothing"
    fill other other
    expect_status 0 node apply
    mkdir /tmp/host
    mount --rbind / /tmp/host
    expect_status 7 chroot /tmp/host /opt/aa-userns-gen/aa-userns-gen verify
else
    sentence "where nobody is restricted, nothing is applied, and the pod is ready"
    rm /tmp/policies/*
    cp $kubernetes/policies/* /tmp/policies
    expect_status 0 node apply
    expect_output "not-needed"
    expect_status 0 node verify
    expect_status 0 node remove
fi
