#!/bin/sh
# An apply that fails takes everything back: files, the kernel's profiles, its own state. The old policy stays in force.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh


everything() {
    snapshot_host
    [ ! -d /var/lib/aa-userns-gen ] || find /var/lib/aa-userns-gen -mindepth 1 ! -name lock ! -name generations -printf '%y %m %p %l\n' | sort
    find /var/lib/aa-userns-gen -type f ! -name lock -exec sha256sum {} + | sort -k 2
}

apply() {
    run granting aa-userns-gen apply "$@"
}

# expect_refused STATUSES SAYS...: apply was refused as wanted, and nothing is left of it
expect_refused() {
    case " $1 " in *" $status "*) ;; *) complain "$command" "exit status $status is none of $1" "$output" ;; esac
    shift
    for said; do expect_output "$said"; done
    everything >/tmp/refused
    expect_same /tmp/untouched /tmp/refused
}

# foreign NAME ATTACHMENT: a profile of somebody else
foreign() {
    printf 'abi <abi/4.0>,\nprofile %s %s flags=(unconfined) { userns, }\n' "$1" "$2" >"/tmp/$1"
    expect_status 0 apparmor_parser --replace "/tmp/$1"
    everything >/tmp/untouched
}

policy() {
    printf 'version: 1\nname: runner\nbinaries:\n  - path: /usr/bin/bwrap\n    template: %s\n    profile: bwrap\n' "$1"
    printf '  - path: /opt/gw/gw\n    template: %s\n' "${2-gateway}"
}

mount -t tmpfs -o mode=755 tmpfs /opt
mkdir -p /opt/gw /etc/aa-userns-gen/templates
own_program /opt/gw/gw
cd /etc/aa-userns-gen/templates
echo 'profile @PROFILE@ @ATTACHMENT@ { no such rule, }' >broken
printf 'abi <abi/4.0>,\nprofile @PROFILE@ @ATTACHMENT@ {\n  file rwlkmix /{**,},\n}\n' >powerless
restrict_users
everything >/tmp/untouched

sentence "a profile that another has loaded for the same path: refused by name, and nothing stays"
foreign other_bwrap /usr/bin/bwrap
apply runner
expect_refused 6 "the profile 'other_bwrap' (in the kernel, from no file) claims it"
expect_status 0 as_nobody bwrap --unshare-user --bind / / true
expect_status 0 apparmor_parser --remove /tmp/other_bwrap
everything >/tmp/untouched

sentence "a template that does not compile: refused, and its file is named"
policy broken >/tmp/broken.yaml
apply /tmp/broken.yaml
expect_refused 1 "no such rule" /etc/aa-userns-gen/templates/broken

sentence "a template that grants nothing: refused"
policy bwrap powerless >/tmp/powerless.yaml
apply /tmp/powerless.yaml
expect_refused 1 "may not create user namespaces"

sentence "a later apply succeeds, as if nothing had been"
apply runner
expect_status 0
expect_output "generation 1"
everything >/tmp/untouched

for new in broken powerless; do
    sentence "a new version of the policy with the template $new fails: the old one stays in force"
    apply /tmp/$new.yaml
    expect_refused 1
    expect_status 0 as_nobody bwrap --unshare-user --bind / / true
    expect_status 0 aa-userns-gen verify runner
done

sentence "a template of its own that spoils bubblewrap: the old profile is loaded again, byte for byte"
sed '/^  mount,$/d' /usr/share/aa-userns-gen/templates/bwrap >bwrap
everything >/tmp/untouched
policy bwrap >/tmp/new.yaml
apply /tmp/new.yaml
expect_refused 1 "cannot use a user namespace with /usr/bin/bwrap"
rm bwrap
expect_status 0 aa-userns-gen verify runner

sentence "a tie on the added binary takes the whole new version back"
foreign other_gw /opt/gw/gw
apply /tmp/new.yaml
expect_refused 6 /opt/gw/gw "the profile 'other_gw' (in the kernel, from no file) claims it"
expect_status 0 apparmor_parser --remove /tmp/other_gw

sentence "with the cause gone, the new version is applied"
apply /tmp/new.yaml
expect_status 0
expect_status 0 aa-userns-gen verify runner
expect_status 0 as_nobody /opt/gw/gw --user --map-root-user true
