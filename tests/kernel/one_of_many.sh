#!/bin/sh
# What a change proves: what it has a part in, and no more. Of the rest, files and the kernel's profiles are read.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

# policy_of PROGRAM...
policy_of() {
    printf 'version: 1\nname: many\nbinaries:\n'
    for program; do
        printf '  - {path: /opt/%s, template: gateway}\n' "$program"
    done
}

programs_started() {
    sed -n 's/^processes //p' /proc/stat
}

# started_by COMMAND...: how many processes that takes.
started_by() {
    before=$(programs_started)
    expect_status 0 "$@"
    started=$(($(programs_started) - before))
}

restrict_users
mount -t tmpfs -o mode=755 tmpfs /opt
for number in $(seq 20) new; do
    own_program "/opt/p$number"
done
# shellcheck disable=SC2046
policy_of $(seq -f p%g 20) >/tmp/many.yaml
# shellcheck disable=SC2046
policy_of pnew $(seq -f p%g 2 20) >/tmp/changed.yaml

sentence "a first apply tries each program"
started_by granting aa-userns-gen apply /tmp/many.yaml
test "$started" -gt 20 || complain "apply" "started $started processes" ""

sentence "a change of one tries that one"
started_by granting aa-userns-gen apply /tmp/changed.yaml
test "$started" -lt 15 || complain "apply" "started $started processes" ""
expect_status 0 as_nobody /opt/pnew --user --map-root-user true
expect_status 0 as_nobody /opt/p2 --user --map-root-user true
expect_status 1 as_nobody /opt/p1 --user --map-root-user true

sentence "what became of the others since is not said to be well where it is not"
echo "# edited" >>/etc/apparmor.d/aa-userns-gen.p3
printf %s p4 >$apparmorfs/.remove
expect_status 0 granting aa-userns-gen apply /tmp/many.yaml
expect_status 0 as_nobody /opt/p3 --user --map-root-user true
expect_status 0 as_nobody /opt/p4 --user --map-root-user true
expect_status 0 aa-userns-gen verify

sentence "one that another profile takes does not keep a change of the others"
apparmor_parser --replace --skip-cache <<'END'
profile thief /opt/p[5] { file, }
END
expect_status 0 granting aa-userns-gen apply /tmp/changed.yaml
expect_status 7 aa-userns-gen verify
expect_output "/opt/p5"
expect_status 0 aa-userns-gen remove many
