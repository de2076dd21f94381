#!/bin/sh
# Containers of Apptainer, of Debian's next release.
# shellcheck source=tests/programs/lib.sh
. /project/tests/programs/lib.sh

mkdir -p /home/tester/root/bin /home/tester/root/dev /home/tester/root/proc /home/tester/root/tmp /home/tester/root/etc
cp /bin/echo /bin/sh /home/tester/root/bin
for library in $(ldd /bin/echo /bin/sh | grep -o '/lib[^ ]*' | sort -u); do
    cp --parents "$library" /home/tester/root
done
chown -R tester: /home/tester/root
program apptainer apptainer /usr/lib/x86_64-linux-gnu/apptainer/bin/starter apptainer \
    "apptainer exec --contain /home/tester/root /bin/echo it works" "it works"
