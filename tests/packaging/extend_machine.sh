#!/bin/sh
# The distribution's profile for bubblewrap is replaced by its package, and goes with it, while helpers of ours are added to it: the helper
# works all the time, in new sandboxes and in one that runs on; somebody tries it without a pause. The trigger of our package follows.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh
# shellcheck source=tests/machine/bubblewrap.sh
. /project/tests/machine/bubblewrap.sh
# shellcheck source=tests/packaging/debs.sh
. /project/tests/packaging/debs.sh

deb=$(echo /project/build/aa-userns-gen_*_amd64.deb)
helper=/usr/local/agent/helper
local=/etc/apparmor.d/local
echo force-unsafe-io >/etc/dpkg/dpkg.cfg.d/speed
restrict_users
mkdir -p /usr/local/agent
own_program $helper
agent_policy $helper

# distribution VERSION [COMMAND]: its package, with the scripts that dh_apparmor writes; COMMAND changes the profile.
distribution() {
    tree=$(empty_package distribution-bwrap)
    sed -i "s/^Version: .*/Version: $1/" "$tree/DEBIAN/control"
    mkdir -p "$tree/etc/apparmor.d"
    cp /usr/share/apparmor/extra-profiles/bwrap-userns-restrict "$tree/etc/apparmor.d"
    echo "# $1" >>"$tree$stock"
    (cd "$tree/etc/apparmor.d" && sh -ec "${2-true}")
    echo $stock >"$tree/DEBIAN/conffiles"
    cat >"$tree/DEBIAN/postinst" <<'SCRIPT'
#!/bin/sh
set -e
if [ "$1" = configure ]; then
    for name in bwrap-userns-restrict unpriv_bwrap; do
        test -e /etc/apparmor.d/local/$name || install -D --mode 644 /dev/null /etc/apparmor.d/local/$name
    done
    apparmor_parser -r -T -W /etc/apparmor.d/bwrap-userns-restrict
fi
SCRIPT
    cat >"$tree/DEBIAN/postrm" <<'SCRIPT'
#!/bin/sh
set -e
[ "$1" != purge ] || rm -f /etc/apparmor.d/local/bwrap-userns-restrict /etc/apparmor.d/local/unpriv_bwrap
SCRIPT
    chmod 755 "$tree/DEBIAN/postinst" "$tree/DEBIAN/postrm"
    dpkg-deb --root-owner-group -Znone --build "$tree" "/tmp/distribution_$1.deb" >/dev/null
    echo "/tmp/distribution_$1.deb"
}


# In new sandboxes, and in one that runs on. Every try is a line: "works", or when it was refused, and what it said.
# shellcheck disable=SC2016  # expanded by the inner shell
try_all_the_time() {
    as_nobody sh -c 'while [ ! -e /tmp/enough ]; do
        said=$(bwrap --unshare-user --bind / / "$@" 2>&1) && echo works || { read -r now _ </proc/uptime && echo "$now $said"; }
    done' sh "$@" >>/tmp/new &
    as_nobody bwrap --unshare-user --bind / / sh -c 'while [ ! -e /tmp/enough ]; do
        said=$("$@" 2>&1) && echo works || { read -r now _ </proc/uptime && echo "$now $said"; }
    done' sh "$@" >>/tmp/same &
}

# Each step has to be seen by a few tries of both.
watch_tries() {
    for which in new same; do
        before=$(wc -l </tmp/$which)
        wait_for tried_since $which $((before + 10))
        grep -vx works /tmp/$which >/tmp/refused_$which || true
        tries=$((tries + $(wc -l </tmp/$which)))
        : >/tmp/$which
    done
}
tried_since() { [ "$(wc -l <"/tmp/$1")" -ge "$2" ]; }

expect_no_refusal() {
    watch_tries
    expect_no_output cat /tmp/refused_new /tmp/refused_same
}

follows() {
    run dpkg -i "$1"
    expect_status 0
    expect_output "Processing triggers for aa-userns-gen"
    expect_no_refusal
    expect_status 0 aa-userns-gen verify
    expect_status 0 aa-userns-gen status
}

sentence "installed: the distribution's profile, and helpers that are added to it"
first=$(distribution 1)
second=$(distribution 2 "sed -i 's|^  allow io_uring,|  allow io_uring,\n  deny /etc/hostname r,|' *")
third=$(distribution 3 "sed -i '/include if exists <local/d' *")
expect_status 0 dpkg -i "$first" "$deb"
in_sandbox $helper --user --map-root-user --mount true
expect_refused
printf '# of the administrator\n' >>$local/unpriv_bwrap
cp $local/unpriv_bwrap /tmp/local_before
apply_agent
tries=0
try_all_the_time $helper --user --map-root-user --mount true
expect_no_refusal

sentence "the package's next version: its rules count, and the helper works throughout"
follows "$second"
in_sandbox cat /etc/hostname
expect_refused
grep -q '^# of the administrator$' $local/unpriv_bwrap || complain "the administrator's line is gone" "$(cat $local/unpriv_bwrap)"

sentence "downgraded, and installed again"
follows "$first"
follows "$first"
in_sandbox cat /etc/hostname
expect_status 0

sentence "all profiles are loaded anew, as the package of apparmor does when it is upgraded"
expect_status 0 systemctl reload apparmor
expect_no_refusal
expect_status 0 aa-userns-gen verify

sentence "purged, with the administrator's files as dh_apparmor has it: ours serve in its place"
run dpkg -P distribution-bwrap
expect_status 0
expect_output "granted          /usr/bin/bwrap"
expect_no_refusal
expect_status 0 aa-userns-gen verify

# Whoever brings a profile for the first time loads it before our trigger has its turn: in between, bubblewrap has that without helpers.
sentence "installed again: ours are withdrawn, and the helpers added to its profile, by the trigger"
run dpkg -i "$second"
expect_status 0
expect_output "granted-by-other /usr/bin/bwrap"
watch_tries
for which in new same; do
    echo "# refused until the trigger, $which: $(wc -l </tmp/refused_$which) tries, first $(head -n 1 /tmp/refused_$which), last $(tail -n 1 /tmp/refused_$which)"
done
expect_no_refusal
expect_status 0 aa-userns-gen verify

touch /tmp/enough
wait

sentence "a version that includes no file of the administrator's takes no helpers: that is told, and breaks no installation"
run dpkg -i "$third"
expect_status 0
expect_output "the profile 'bwrap' ($stock:15) claims it, and knows no helpers"
expect_status 7 aa-userns-gen verify

sentence "removed, the administrator's files are as they were"
expect_status 0 dpkg -i "$first"
expect_status 0 aa-userns-gen remove agent
expect_status 1 grep -l aa-userns-gen $local/bwrap-userns-restrict $local/unpriv_bwrap
close_sentence
echo "# extend_machine: $tries tries all along, $failures failures"
