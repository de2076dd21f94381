#!/bin/sh
# The man pages: well formed, and with every option that the program has and no other.
# host
set -u
cd "$(dirname "$0")/../.." || exit
export PATH="$PWD/build/release/bin:$PATH"
page=build/release/aa-userns-gen.8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

expect_nothing() {
    sentence=$1
    shift
    output=$("$@" 2>&1)
    if [ -z "$output" ]; then
        echo "ok - $sentence"
    else
        echo "not ok - $sentence"
        printf '%s\n' "$output" | sed 's/^/#   /'
        failures=$((failures + 1))
    fi
}

text_of() { mandoc -T ascii "$1" | col -bx; }
options_in() { grep -oE -- '(^|[^a-z-])--[a-z][a-z-]*' | grep -oE -- '--.*' | sort -u; }

expect_nothing "mandoc has nothing to say of aa-userns-gen(8)" mandoc -T lint -W warning $page
expect_nothing "nor of aa-userns-gen-policy(5)" mandoc -T lint -W warning packaging/man/aa-userns-gen-policy.5
expect_nothing "nor has groff" groff -man -mdoc -ww -z $page packaging/man/aa-userns-gen-policy.5

aa-userns-gen --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' | while read -r command; do
    aa-userns-gen "$command" --help
done | options_in >"$work/help"
text_of $page | options_in >"$work/page"
expect_nothing "the page has the options of all commands, and names no other" diff "$work/help" "$work/page"

python3 - <<'END' >"$work/keys"
import json
schema = json.load(open("packaging/schema/policy.schema.json"))
keys = set(schema["properties"])
for name in ("binary", "sysctl", "unit"):
    keys |= set(schema["$defs"][name]["properties"])
print(*sorted(keys), sep="\n")
END
sed -n '/^\.Sh FINDINGS/q; s/^\.It Cm \([a-z_]*\)$/\1/p' packaging/man/aa-userns-gen-policy.5 | sort -u >"$work/described"
expect_nothing "the page of policies has the keys of the schema, and names no other" diff "$work/keys" "$work/described"
[ $failures = 0 ]
