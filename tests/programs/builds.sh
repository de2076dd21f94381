#!/bin/sh
# Programs of Debian that build packages, images and programs.
# shellcheck source=tests/programs/lib.sh
. /project/tests/programs/lib.sh

program "bazel's linux-sandbox" bazel-bootstrap /usr/libexec/x86_64-linux-gnu/bazel/linux-sandbox bazel \
    "/usr/libexec/x86_64-linux-gnu/bazel/linux-sandbox -W /home/tester -- /bin/echo it works" "it works"

program mmdebstrap mmdebstrap /usr/bin/mmdebstrap suggested "mmdebstrap --unshare-helper sh -c 'echo it is \$(id -u)'" "it is 0"

# Its records name Python, which is never suggested.
program mkosi mkosi /usr/bin/python3 mkosi \
    "mkdir -p mk/mkosi.skeleton/usr/lib && cd mk && echo ID=custom >mkosi.skeleton/usr/lib/os-release && mkosi --distribution=custom --format=directory --bootable=no --force && echo it works" "it works"

# As far as the session in its chroot, which has no compiler: what is in it is all that sbuild runs to set that up.
mkdir /home/tester/chroot
cd /home/tester/chroot
mkdir -p bin dev etc proc sys tmp usr/bin var/lib
for each in sh true getent mkdir chown chmod cat; do
    cp -L "/usr/bin/$each" bin
    for library in $(ldd "/usr/bin/$each" | grep -o '/lib[^ ]*'); do cp -L --parents "$library" .; done
done
echo root:x:0:0:root:/root:/bin/sh >etc/passwd
echo root:x:0: >etc/group
printf '#!/bin/sh\ncat >/dev/null\n' >usr/bin/debconf-set-selections
chmod 755 usr/bin/debconf-set-selections
tar --create --file=../chroot.tar .
cd /tmp
chown tester: /home/tester/chroot.tar
program sbuild sbuild /usr/bin/sbuild sbuild-unshare \
    "sbuild --verbose --nolog --chroot-mode=unshare --chroot=/home/tester/chroot.tar --dist=trixie it_1" "I: Creating chroot session"
