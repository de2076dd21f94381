#!/bin/sh
# Debian's browser. It is slow here: a kernel within a process runs its dozen processes.
# shellcheck source=tests/programs/lib.sh
. /project/tests/programs/lib.sh

echo '<p>it works</p>' >/home/tester/page.html
program chromium chromium /usr/lib/chromium/chromium suggested \
    "chromium --headless --disable-gpu --disable-seccomp-filter-sandbox --dump-dom file:///home/tester/page.html" "<p>it works</p>"
