#!/bin/sh
# What is in the packages: nothing but what belongs there, hardened, for any glibc from 2.35 on, and lintian is content. With
# AUG_ARCHITECTURE=arm64, in that for arm64, whose program AUG_EMULATOR runs.
set -eu
project=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/machine/sentences.sh
. "$project/tests/machine/sentences.sh"

work=$(mktemp -d)
clean_up() { rm -rf "$work"; }
cd "$project"
deb=$(echo build/aa-userns-gen_*_"${AUG_ARCHITECTURE-amd64}".deb)
addon=$(echo build/dh-aa-userns_*.deb)
dpkg-deb --extract "$deb" "$work"
program=$work/usr/bin/aa-userns-gen
sbom=$work/usr/share/doc/aa-userns-gen/aa-userns-gen.spdx.json

sentence "the version is the one of CMakeLists.txt, everywhere"
version=$(sed -n 's/^project(aa-userns-gen VERSION \([0-9.]*\) .*/\1/p' CMakeLists.txt)
# shellcheck disable=SC2086  # none, or several words
expect_output "aa-userns-gen $version" ${AUG_EMULATOR-} "$program" --version
for file in "$deb" "$addon"; do
    run dpkg-deb --field "$file" Version
    [ "$output" = "$version" ] || complain "$file: $output"
done
mkdir "$work/tree"
cp -r packaging/debian "$work/tree"
sed -i '1s/(.*)/(9.9)/' "$work/tree/debian/changelog"
run env AUG_SOURCE="$project" make --directory="$work/tree" --file=debian/rules override_dh_auto_build
[ "$status" != 0 ] || complain "a package of another version than the program's is built"
expect_output "debian/changelog and CMakeLists.txt name different versions"
rm -r "$work/tree"

sentence "lintian has nothing to say, down to its pedantic hints"
# Where no systemd runs the unit, the next command that changes anything does what it does. Newer releases do not know this hint
# any more, and take both an override and its suppression for errors; but they know the field Static-Built-Using.
hint=package-supports-alternative-init-but-no-init.d-script
set --
! lintian-explain-tags $hint >/dev/null 2>&1 || set -- --suppress-tags $hint,unknown-field
expect_no_output lintian --allow-root --pedantic --display-info --fail-on pedantic,info,warning,error "$@" "$deb" "$addon"
expect_status 0

sentence "it depends on AppArmor and on a glibc that is not newer than 2.35"
run dpkg-deb --field "$deb" Depends
libc=$(printf '%s\n' "$output" | sed -n 's/^apparmor, libc6 (>= \([0-9.]*\))$/\1/p')
[ -n "$libc" ] || complain "Depends: $output"
expect_status 0 dpkg --compare-versions "${libc:-3}" le 2.35

sentence "it brings the program and what the program reads, and nothing for compilers"
for file in usr/bin/aa-userns-gen usr/lib/systemd/system/aa-userns-gen-recover.service \
    usr/lib/systemd/system/aa-userns-gen-boot.service etc/aa-userns-gen/policies \
    usr/share/aa-userns-gen/policies/runner.yaml usr/share/aa-userns-gen/templates/gateway usr/share/man/man8/aa-userns-gen.8.gz \
    usr/share/aa-userns-gen/schema/policy.schema.json usr/share/aa-userns-gen/schema/output.schema.json \
    usr/share/man/man7/aa-userns-gen-findings.7.gz usr/share/man/man5/aa-userns-gen-policy.5.gz \
    usr/share/bash-completion/completions/aa-userns-gen usr/share/zsh/vendor-completions/_aa-userns-gen \
    usr/share/fish/vendor_completions.d/aa-userns-gen.fish; do
    [ -e "$work/$file" ] || complain "$file is missing"
done
expect_no_output find "$work" -name '*.a' -o -name '*.h' -o -name '*.cmake' -o -path "$work/lib"
expect_no_output find "$work" \( -perm /6022 -a ! -type l \) -o ! -user root

sentence "the program is hardened"
run readelf --dynamic --program-headers --wide "$program"
expect_output "NOW PIE"
expect_output "GNU_RELRO"
expect_output "GNU_STACK      0x000000 0x0000000000000000 0x0000000000000000 0x000000 0x000000 RW "
expect_output "__stack_chk_fail@GLIBC" readelf --dyn-syms --wide "$program"
expect_output "_chk@GLIBC_2."

sentence "no path of the build is in it"
expect_status 1 grep -cF "$project" "$program"

sentence "SPDX says what it is made of, and so does debian/control"
cat >"$work/check" <<'PYTHON'
import json, re, sys
document, control = json.load(open(sys.argv[1])), sys.argv[2]
for key in ("SPDXID", "name", "documentNamespace"):
    assert document[key], key
assert document["spdxVersion"] == "SPDX-2.3" and document["dataLicense"] == "CC0-1.0"
assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", document["creationInfo"]["created"])
assert all(re.match(r"(Tool|Person|Organization): \S", creator) for creator in document["creationInfo"]["creators"])
packages = {package["SPDXID"]: package for package in document["packages"]}
assert len(packages) == len(document["packages"])
for identifier, package in packages.items():
    assert re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", identifier), identifier
    assert all(package[key] for key in ("name", "versionInfo", "downloadLocation", "licenseDeclared", "licenseConcluded"))
    assert package["licenseDeclared"] != "NOASSERTION", identifier
related = {}
for relation in document["relationships"]:
    assert relation["spdxElementId"] in packages or relation["spdxElementId"] == document["SPDXID"]
    related.setdefault(relation["relationshipType"], []).append(packages[relation["relatedSpdxElement"]]["name"])
static = [re.sub(r"-[a-z0-9]+-cross$|[0-9.]+", "", name) for name in related["STATIC_LINK"]]
assert sorted(static) == sorted(["libapparmor-dev", "libboost-program-options-dev", "libgcc--dev", "libstdc++--dev",
                                 "libyaml-cpp-dev"]), static
assert {"libfmt-dev", "nlohmann-json3-dev"} <= set(related["CONTAINS"]), related
assert related["DYNAMIC_LINK"] == ["libc6"] and related["DESCRIBES"] == ["aa-userns-gen"], related
sources = {package["sourceInfo"].removeprefix("built from ") for package in packages.values() if "sourceInfo" in package}
named = {part.replace(" (= ", " ").rstrip(")") for part in control.split(", ")}
assert named == {source for source in sources if not source.startswith("glibc ")}, (named, sources)
PYTHON
expect_status 0 /usr/bin/python3 "$work/check" "$sbom" "$(dpkg-deb --field "$deb" Static-Built-Using)"
expect_output "apparmor (= " dpkg-deb --field "$deb" Built-Using
