#!/bin/sh
# packaging/downloads: the names of a release's files are those that recipes and texts use, and what it puts together has them all.
set -eu
project=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/machine/sentences.sh
. "$project/tests/machine/sentences.sh"

work=$(mktemp -d)
clean_up() { rm -rf "$work"; }
cd "$project"
packaging/downloads --list | cut -d ' ' -f 3 | sort >"$work/names"

sentence "each download that a recipe or a text names is one of a release"
# What a recipe fills in by itself stands for any architecture.
find packaging README.md -type f -exec cat {} + | sed 's/{{ aa_userns_gen_architecture }}\|ARCHITECTURE/arm64/g' |
    grep -oE '(aa-userns-gen|dh-aa-userns)_[0-9.]+_[a-z0-9]+(\.(deb|spdx\.json))?' | sort -u >"$work/used"
expect_no_output grep -vxFf "$work/names" "$work/used"
[ "$(wc -l <"$work/used")" -ge 4 ] || complain "names were not found:" "$(cat "$work/used")"

sentence "a release has all of them, with their sums"
# Where the package for arm64 is not built, that for amd64 stands for it: it is looked into, and not run.
mkdir -p "$work/project/packaging" "$work/project/build"
cp packaging/downloads "$work/project/packaging"
cp CMakeLists.txt "$work/project"
cp build/dh-aa-userns_*.deb build/aa-userns-gen_*_amd64.deb "$work/project/build"
deb=$(echo "$work"/project/build/aa-userns-gen_*_amd64.deb)
cp "$deb" "${deb%_amd64.deb}_arm64.deb"
expect_status 0 "$work/project/packaging/downloads" "$work/release"
expect_same "$work/names" - <<END
$(find "$work/release" -type f ! -name SHA256SUMS -printf '%f\n' | sort)
END
expect_status 0 sh -c "cd '$work/release' && sha256sum --check --strict SHA256SUMS"
[ "$(wc -l <"$work/release/SHA256SUMS")" = "$(wc -l <"$work/names")" ] || complain "sums are missing"
expect_output "aa-userns-gen " "$work/release/$(packaging/downloads --list | sed -n 's/^program amd64 //p')" --version
