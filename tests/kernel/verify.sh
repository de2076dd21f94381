#!/bin/sh
# verify: proves on the kernel that each binary gets its profile and a namespace of use; status only looks.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh


# verified STATUS ARGUMENTS...
verified() {
    wanted_status=$1
    shift
    expect_status "$wanted_status" aa-userns-gen verify "$@"
}

# The objects of verify and status have the same keys; prints "PATH STATE" of verify's.
states() {
    aa-userns-gen status --json >/tmp/status.json || true
    aa-userns-gen verify --json >/tmp/verify.json || true
    expect_status 0 python3 -c '
import json
status, verify = (json.load(open(f"/tmp/{name}.json")) for name in ("status", "verify"))
assert set(status) == set(verify), (status, verify)
assert [policy["name"] for policy in status["policies"]] == [policy["name"] for policy in verify["policies"]]
for policy in verify["policies"]:
    for binary in policy["binaries"]:
        assert set(binary) == set(status["policies"][0]["binaries"][0])
        print(binary["path"], binary["state"])'
}

mount -t tmpfs -o mode=755 tmpfs /opt
own_program /opt/gw
printf 'version: 1\nname: gw\nbinaries: [{path: /opt/gw, template: gateway}]\n' >/tmp/gw.yaml

sentence "nothing is applied: nothing to prove"
verified 0
expect_output "nothing is applied"

sentence "what is applied works: exit 0, and the object of --json has the shape of status"
expect_status 0 granting aa-userns-gen apply runner /tmp/gw.yaml
snapshot_host >/tmp/before
verified 0
states
expect_output "/opt/gw granted"
expect_output "/usr/bin/bwrap granted"

# proofs NAME: of each binary of the object in /tmp/NAME.json, its proof, and whether that was made in the last minutes, in UTC.
proofs() {
    expect_status 0 python3 -c '
import json, sys, time
for policy in json.load(open(sys.argv[1]))["policies"]:
    for binary in policy["binaries"]:
        made = time.strptime(binary["proved_at"] or "1970-01-01T00:00:00Z", "%Y-%m-%dT%H:%M:%SZ")
        print(binary["path"], binary["proof"], abs(time.time() - time.mktime(made) + time.timezone) < 600)' "/tmp/$1.json"
}

sentence "the proof of status is what the kernel says, that of verify a trial, and both are of now"
proofs status
expect_output "/opt/gw kernel True"
expect_output "/usr/bin/bwrap kernel True"
proofs verify
expect_output "/opt/gw trial True"
expect_output "/usr/bin/bwrap trial True"

sentence "it proves nothing without root, and says so: exit 4"
run setpriv --reuid 65534 --regid 65534 --clear-groups aa-userns-gen verify
expect_status 4
expect_output "cannot verify: only root may"
run setpriv --reuid 65534 --regid 65534 --clear-groups aa-userns-gen verify --json
expect_status 4
expect_output '"exit": 4'

sentence "names restrict it; one that is not applied is a mistake"
verified 0 gw
case $output in */usr/bin/bwrap*) complain "not restricted" "$output" ;; esac
verified 1 nobody
expect_output "no such policy is applied"

sentence "namespaces that cannot be made: status finds nothing, verify does, for each template"
limit=$(cat /proc/sys/user/max_user_namespaces)
echo 0 >/proc/sys/user/max_user_namespaces
expect_status 0 aa-userns-gen status
verified 7
expect_output "cannot use a user namespace with /opt/gw: a plain user cannot create a user namespace: No space left on device"
expect_output "cannot use a user namespace with /usr/bin/bwrap"
echo "$limit" >/proc/sys/user/max_user_namespaces
verified 0

sentence "a second profile on the path"
printf 'abi <abi/4.0>,\nprofile second /opt/gw flags=(unconfined) {\n  userns,\n}\n' | apparmor_parser --replace
verified 7
states
expect_output "/opt/gw conflict"
verified 0 runner
printf second >$apparmorfs/.remove
verified 0

sentence "profiles that were unloaded, and a program that is gone"
printf gw >$apparmorfs/.remove
verified 7
states
expect_output "/opt/gw not-loaded"
expect_status 0 aa-userns-gen reconcile
verified 0
rm /opt/gw
verified 0
states
expect_output "/opt/gw missing"

sentence "a profile of somebody else that served the program, and refuses now"
own_program /opt/gw
expect_status 0 aa-userns-gen remove gw
printf 'abi <abi/4.0>,\nprofile gw /opt/gw flags=(attach_disconnected) {\n  file,\n  capability,\n  network,\n  mount,\n  userns,\n}\n' >/etc/apparmor.d/gw
expect_status 0 apparmor_parser --replace /etc/apparmor.d/gw
expect_status 0 granting aa-userns-gen apply /tmp/gw.yaml
expect_output granted-by-other
verified 0
sed 's/userns,//' /etc/apparmor.d/gw | apparmor_parser --replace
expect_status 7 aa-userns-gen status
expect_output "broken           /opt/gw"
verified 7
expect_output "the kernel says that 'gw' may not create user namespaces"
expect_status 0 apparmor_parser --replace --skip-read-cache /etc/apparmor.d/gw
verified 0

sentence "it changes nothing"
expect_status 0 aa-userns-gen remove gw
rm /etc/apparmor.d/gw
printf gw >$apparmorfs/.remove
grep -v ' gw \|/aa-userns-gen.gw' /tmp/before >/tmp/wanted
snapshot_host >/tmp/after
expect_same /tmp/wanted /tmp/after
