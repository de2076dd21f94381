#!/bin/sh
# Which of two profiles the kernel takes for a path, and that status tells when ours is not the one. The kernel compares
# how much of the path each pattern fixes; on a tie it takes neither, and the program is refused.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh


mount -t tmpfs -o mode=755 tmpfs /opt
for program in /opt/v1/bin/gw /opt/v2/bin/gw /opt/list/one /opt/list/two /opt/only; do
    mkdir -p "${program%/*}"
    own_program "$program"
done
cat >/tmp/policy.yaml <<'END'
version: 1
name: gateways
binaries:
  - path: /opt/only
    template: gateway
  - path: [/opt/list/one, /opt/list/two]
    template: gateway
  - path: /opt/v*/bin/gw
    glob: true
    template: gateway
    profile: versions
END

expect_label() {
    expect_status 0 as_nobody "$1" --user --map-root-user cat /proc/self/attr/current
    expect_output "$2 (unconfined)"
}

# against PATTERN PROGRAM: with a profile of somebody else for the pattern
against() {
    printf 'abi <abi/4.0>,\nprofile foreign "%s" flags=(unconfined) { userns, }\n' "$1" >/tmp/foreign
    expect_status 0 apparmor_parser --replace /tmp/foreign
    program=$2
}

expect_ours() {
    expect_label "$program" "$1"
    expect_status 0 aa-userns-gen status
    expect_status 0 apparmor_parser --remove /tmp/foreign
}

expect_theirs() {
    expect_label "$program" foreign
    run aa-userns-gen status
    case $status:$output in
        7:*"'foreign"* | 0:*granted-by-other*) ;;
        *) complain "status must name the profile that took it" "$output" ;;
    esac
    expect_status 0 apparmor_parser --remove /tmp/foreign
}

expect_neither() {
    expect_status 1 as_nobody "$program" --user --map-root-user true
    expect_status 7 aa-userns-gen status
    expect_output "another profile claims the same path"
    expect_status 0 apparmor_parser --remove /tmp/foreign
}

restrict_users
expect_status 0 granting aa-userns-gen apply /tmp/policy.yaml

sentence "a path wins over a pattern with a star, alone and in a list"
against '/opt/*' /opt/only
expect_ours only
against '/opt/list/*' /opt/list/one
expect_ours one
against '/opt/l*/two' /opt/list/two
expect_ours one

sentence "it ties with the same path, and with patterns of a fixed length: status sees that the program gets neither"
for pattern in /opt/only '/opt/onl?' '/opt/onl[xy]' '/opt/{only,more}'; do
    against "$pattern" /opt/only
    expect_neither
done
for pattern in /opt/list/one '/opt/list/{one,three}' '/opt/list/on[def]'; do
    against "$pattern" /opt/list/one
    expect_neither
done

sentence "a pattern ties with patterns that have their first star at the same place, and with shorter ones"
for pattern in '/opt/v*/bin/gw' '/opt/v*/bin/*' '/opt/**'; do
    against "$pattern" /opt/v1/bin/gw
    expect_neither
done

sentence "it loses against a path, and against a pattern with a later star; status names the winner"
for pattern in /opt/v1/bin/gw '/opt/v1/*/gw'; do
    against "$pattern" /opt/v1/bin/gw
    expect_theirs
done
expect_label /opt/v2/bin/gw versions

sentence "with the other profiles gone, all is as applied"
expect_status 0 aa-userns-gen status
expect_status 0 aa-userns-gen verify
