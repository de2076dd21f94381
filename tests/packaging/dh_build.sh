#!/bin/sh
# The sequence of dh_aa_userns, from the package, builds the example; mistakes end a build. Leaves the example's packages in
# build/example, for the scripts that install them.
set -eu
project=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/machine/sentences.sh
. "$project/tests/machine/sentences.sh"

work=$(mktemp -d)
clean_up() { rm -rf "$work"; }
# As installed, but in a folder: the machine that builds is somebody's own.
for deb in "$project"/build/aa-userns-gen_*_amd64.deb "$project"/build/dh-aa-userns_*.deb; do
    dpkg-deb --extract "$deb" "$work/installed"
done
export PATH="$work/installed/usr/bin:$PATH"
export PERL5LIB="$work/installed/usr/share/perl5" DH_AUTOSCRIPTDIR="$work/installed/usr/share/debhelper/autoscripts"

# try_build [COMMAND]: builds the example, in whose tree the command was run first.
try_build() {
    rm -rf "$work/build"
    mkdir "$work/build"
    cp -r "$project/packaging/debhelper/example" "$work/build/example"
    (
        cd "$work/build/example"
        [ $# = 0 ] || sh -ec "$1"
        umask 002
        dpkg-buildpackage --build=binary --no-sign --no-check-builddeps
    )
}
# expect_refused TEXT COMMAND
expect_refused() {
    run try_build "$2"
    [ "$status" != 0 ] || complain "$2" "was not refused" "$output"
    expect_output "$1"
}
policy=debian/openshell-gateway.aa-userns.yaml
gateway=$work/build/openshell-gateway_1.0_all.deb
script_of() { dpkg-deb --ctrl-tarfile "$gateway" | tar --extract --to-stdout "./$1"; }

sentence "a package with a policy and a build dependency is built"
expect_status 0 try_build
rm -rf "$project/build/example"
cp -r "$work/build" "$project/build/example"
expect_status 0 sh -c "dpkg-deb --fsys-tarfile '$gateway' | tar --extract --to-stdout ./usr/share/aa-userns-gen/policies.d/openshell-gateway.yaml |
    cmp - '$project/packaging/debhelper/example/$policy'"
expect_output aa-userns-gen dpkg-deb --field "$gateway" Recommends
expect_no_output dpkg-deb --field "$gateway" Depends

sentence "the policy is applied before the service starts, and taken back after it stopped"
expect_output "apply 'openshell-gateway'" script_of postinst
expect_output "remove 'openshell-gateway'" script_of prerm
order() { script_of "$1" | grep -oE 'maintainer (apply|remove)|invoke' | tr '\n' ' '; }
expect_output "maintainer apply invoke " order postinst
expect_output "invoke maintainer remove " order prerm

sentence "a package without a policy is built as ever"
expect_status 0 try_build "rm debian/*.yaml"
expect_status 1 sh -c "dpkg-deb --contents '$gateway' | grep policies.d"

sentence "a mistake in the policy ends the build, with its place"
expect_refused "$policy:6:5: error: unknown key 'templates'" "sed -i 's/template:/templates:/' $policy"
expect_refused "cannot grant namespaces to '/usr/bin/bash'" "sed -i 's,/usr/bin/openshell-gateway,/usr/bin/bash,' $policy"

sentence "so does a program that others can replace, as it will be installed"
expect_refused "can be replaced" "printf 'execute_after_dh_install:\n\tmkdir -p debian/openshell-gateway/opt\n' >>debian/rules
    printf '\tcp /bin/sleep debian/openshell-gateway/opt/x; chown 12345 debian/openshell-gateway/opt/x\n' >>debian/rules
    sed -i 's,/usr/bin/openshell-gateway,/opt/x,' $policy"

sentence "so does a profile in the package that contradicts"
expect_refused "the profile 'mine'" "mkdir -p debian/extra
    printf 'abi <abi/4.0>,\nprofile mine /usr/bin/openshell-gateway {\n  file,\n}\n' >debian/extra/mine
    echo 'debian/extra/mine etc/apparmor.d' >>debian/openshell-gateway.install"

sentence "so does a name that could be another package's"
expect_refused "it must have a line 'name: openshell-gateway'" "sed -i 's/^name: .*/name: runner/' $policy"
expect_status 0 try_build "sed -i 's/^name: .*/name: \"openshell-gateway-2\"  # why/' $policy"
