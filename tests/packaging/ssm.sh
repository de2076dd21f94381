#!/bin/sh
# The script of the SSM document, run as the agent runs it, on a runner without aa-userns-gen; first from the package.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

deb=$(echo /project/build/aa-userns-gen_*_amd64.deb)
url=http://127.0.0.1:8000
works() { as_nobody bwrap --unshare-user --bind / / true; }
sha256_of() { sha256sum <"$1" | cut -c 1-64; }
when=restricted
[ "$KERNEL" = ubuntu ] || when=always

# send NAME=VALUE...: the agent writes the script to a file, and has 'sh -c' run that.
send() {
    python3 /project/tests/packaging/ssm_document.py script /project/packaging/aws/aa-userns-gen-runner.yaml "when=$when" "$@" \
        >/tmp/_script.sh || return
    chmod 700 /tmp/_script.sh
    sh -c /tmp/_script.sh
}
# The same by an agent that passes on parameters in the environment, where no text is put in.
send_in_environment() {
    python3 -c 'import sys, yaml; print(*yaml.safe_load(sys.stdin)["mainSteps"][0]["inputs"]["runCommand"], sep="\n")' \
        </project/packaging/aws/aa-userns-gen-runner.yaml >/tmp/_script.sh
    chmod 700 /tmp/_script.sh
    env SSM_source= SSM_sha256= SSM_sha256Arm64= SSM_policies=runner SSM_state=present SSM_when="$when" "$@" sh -c /tmp/_script.sh
}
expect_untouched() {
    snapshot_host >/tmp/now
    expect_same /tmp/before /tmp/now
    expect_no_output find / -xdev -newer /tmp/before ! -path /tmp
    expect_no_output find /tmp -maxdepth 1 -name 'tmp.*'
}

# Without these, apt has no network to ask, and nothing to find.
rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*
python3 -m http.server --bind 127.0.0.1 --directory /project/build 8000 >/tmp/requests 2>&1 &
restrict_users
snapshot_host >/tmp/before

sentence "a wrong checksum, a download that fails, and a program that is not there change nothing"
until grep -q 'Serving' /tmp/requests || python3 -c 'import urllib.request; urllib.request.urlopen("'$url'/")' 2>/dev/null; do
    sleep 0.2
done
expect_status 1 send "source=$url/${deb##*/}" "sha256=$(sha256_of /etc/passwd)"
expect_output "its SHA-256 is not $(sha256_of /etc/passwd); nothing was changed"
expect_status 1 send "source=$url/no.deb" "sha256=$(sha256_of "$deb")"
expect_output "cannot download $url/no.deb"
expect_status 1 send
expect_output "aa-userns-gen is not installed: give the parameters source and sha256"
expect_status 0 send state=absent
expect_untouched

sentence "ARCHITECTURE is the instance's, and arm64 has a sum of its own"
mkdir /tmp/arm64
printf '#!/bin/sh\necho arm64\n' >/tmp/arm64/dpkg
chmod 755 /tmp/arm64/dpkg
# Its own PATH is the script's; what stands for an instance of arm64 is mounted where dpkg is.
as_arm64() { unshare --mount sh -ec 'mount --bind /tmp/arm64/dpkg /usr/bin/dpkg; exec sh -c /tmp/_script.sh'; }
expect_status 1 send "source=$url/no_ARCHITECTURE.deb" "sha256=$(sha256_of "$deb")"
expect_output "cannot download $url/no_amd64.deb"
expect_status 1 as_arm64
expect_output "cannot download $url/no_arm64.deb"
cp "$deb" /tmp/arm64/package_arm64.deb
python3 -m http.server --bind 127.0.0.1 --directory /tmp/arm64 8001 >/tmp/arm64.requests 2>&1 &
wait_for python3 -c 'import urllib.request; urllib.request.urlopen("http://127.0.0.1:8001/")'
run send "source=http://127.0.0.1:8001/package_ARCHITECTURE.deb" "sha256=$(sha256_of "$deb")" "sha256Arm64=$(sha256_of /etc/passwd)"
expect_status 1 as_arm64
expect_output "its SHA-256 is not $(sha256_of /etc/passwd); nothing was changed"
rm -r /tmp/arm64 /tmp/arm64.requests

sentence "SSM refuses values that could become commands"
for value in "runner'; touch /tmp/owned; '" "runner
touch /tmp/owned" "\$(touch /tmp/owned)" --all ""; do
    expect_status 1 send "policies=$value"
    expect_output "SSM would refuse"
done
expect_status 1 test -e /tmp/owned

sentence "sent, the package is installed and the sandbox works"
run works
expect_output "$REFUSAL"
expect_status 0 send "source=$url/${deb##*/}" "sha256=$(sha256_of "$deb")"
expect_output "granted          /usr/bin/bwrap"
expect_status 0 works
expect_output "install ok installed" dpkg --status aa-userns-gen

sentence "sent again, nothing is downloaded, installed or changed"
snapshot_host >/tmp/before
: >/tmp/requests
expect_status 0 send "source=$url/${deb##*/}" "sha256=$(sha256_of "$deb")"
expect_output "no changes: generation 1 stays"
case $output in *downloading* | *"package lists"*) complain "$output" ;; esac
expect_no_output cat /tmp/requests
snapshot_host >/tmp/now
expect_same /tmp/before /tmp/now

sentence "what fails has the message and the exit status of aa-userns-gen"
expect_status 3 send policies=nosuch
expect_output "cannot read the policy nosuch: there is no such file"
echo 0 >/proc/sys/user/max_user_namespaces
expect_status 7 send
expect_output "broken           /usr/bin/bwrap"
echo 1000 >/proc/sys/user/max_user_namespaces

sentence "removed, by an agent that uses the environment, the sandbox is refused; a second time is no failure"
expect_status 0 send_in_environment SSM_state=absent
expect_output "removed runner"
run works
expect_output "$REFUSAL"
expect_status 0 send_in_environment SSM_state=absent

sentence "the program alone does as well"
expect_status 0 dpkg --purge aa-userns-gen
rm -f /var/cache/aa-userns-gen.deb
program=/project/build/release/bin/aa-userns-gen
for round in downloading "no changes"; do
    expect_status 0 send_in_environment SSM_source=$url/release/bin/aa-userns-gen SSM_sha256="$(sha256_of $program)" \
        SSM_policies="runner codex"
    expect_output "$round"
done
expect_same $program /usr/local/bin/aa-userns-gen
expect_status 0 works
expect_no_output find /tmp -maxdepth 1 -name 'tmp.*'
