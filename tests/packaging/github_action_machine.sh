#!/bin/sh
# packaging/github-action on a kernel: Debian's Node runs its steps as root, on a machine that has nothing of ours.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

cp -r /project/packaging/github-action /tmp/action
mkdir /tmp/release
for architecture in amd64 arm64; do
    ln -s /project/build/release/bin/aa-userns-gen "/tmp/release/aa-userns-gen_0.1.0_$architecture"
done
/tmp/action/write-downloads 0.1.0 /tmp/release >/tmp/downloads.json
cp /tmp/downloads.json /tmp/action
python3 -m http.server --bind 127.0.0.1 --directory /tmp/release 8000 >/tmp/requests 2>&1 &
when=restricted
[ "$KERNEL" = ubuntu ] || when=always

# job INPUT=VALUE...: a new job's step; post: its last.
job() {
    rm -rf /tmp/job
    mkdir /tmp/job
    python3 /project/tests/packaging/github_runner.py main /tmp/action /tmp/job url=http://127.0.0.1:8000 "$@"
}
post() { python3 /project/tests/packaging/github_runner.py post /tmp/action /tmp/job; }
works() { as_nobody bwrap --unshare-user --bind / / true; }
restrict_users
wait_for python3 -c 'import urllib.request; urllib.request.urlopen("http://127.0.0.1:8000/")'
snapshot_host >/tmp/before

sentence "for the time of a job, a plain user's bubblewrap works"
expect_output "$REFUSAL" works
expect_status 0 job when=$when
expect_output "granted /usr/bin/bwrap by bwrap (runner)"
expect_output 'output json={"schema":1,"command":"verify","exit":0'
expect_status 0 works
expect_status 0 post
expect_output "removed runner"
expect_output "$REFUSAL" works
snapshot_host >/tmp/now
expect_same /tmp/before /tmp/now

if [ "$KERNEL" != ubuntu ]; then
    sentence "where nobody is restricted, nothing is applied, and nothing is wrong"
    expect_status 0 job
    expect_output "not-needed /usr/bin/bwrap"
    expect_status 0 post
fi

sentence "a job that is killed in the midst of the change has its last step, which takes that back"
job when=$when >/tmp/said 2>&1 &
job=$!
wait_for test -e /var/lib/aa-userns-gen/pending
for program in /proc/[0-9]*/exe; do
    case $(readlink "$program") in
        /tmp/job/temp/aa-userns-gen-*) kill -s KILL "$(basename "${program%/exe}")" 2>/dev/null || true ;;
    esac
done
kill -s KILL "$(cat /tmp/job/pid)" || true
wait $job || true
expect_status 0 post
expect_status 1 test -e /var/lib/aa-userns-gen/pending
expect_output "$REFUSAL" works
snapshot_host >/tmp/now
expect_same /tmp/before /tmp/now

sentence "where the kernel has no AppArmor for it, the step fails with the program's words, and does not with best-effort"
mount -t tmpfs tmpfs /sys/kernel/security
expect_status 1 job when=always
expect_output "output exit=4"
expect_status 0 job when=always best-effort=true
expect_status 0 post
