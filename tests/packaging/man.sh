#!/bin/sh
# The man pages: well formed, with every option of each command and every key of a policy, and no others.
set -u
cd "$(dirname "$0")/../.." || exit
export PATH="$PWD/build/release/bin:$PATH"
page=build/release/aa-userns-gen.8
findings=build/release/aa-userns-gen-findings.7
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
expect_nothing "nor of aa-userns-gen-findings(7)" mandoc -T lint -W warning $findings
expect_nothing "nor has groff" groff -man -mdoc -ww -z $page $findings packaging/man/aa-userns-gen-policy.5

# "COMMAND --option" for each, and "COMMON --option" and "SHARED --option" for the two lists: from the help, and from the lists of the page.
help_options() { awk -v command="$1" -v title="$2:" '$0 == title { on = 1; next } /^$/ { on = 0 } on && match($0, /^  (-[a-zA-Z] \[ )?--[a-z-]+/) {
    option = substr($0, 1, RLENGTH); sub(/.*--/, "--", option); print command, option }'; }
commands=$(aa-userns-gen --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
{
    aa-userns-gen --help | help_options COMMON 'Common options'
    aa-userns-gen --help | help_options SHARED 'Shared options'
    for command in $commands; do
        echo "$command"
        aa-userns-gen "$command" --help | help_options "$command" Options
        aa-userns-gen "$command" --help | help_options "$command" 'Shared options'
    done
} | sort >"$work/help"
awk '/^\.Sh / { command = /(COMMON|SHARED) OPTIONS/ ? $2 : ""; within = /^\.Sh COMMANDS/ }
    /^\.Ss / && within { command = $2; print command }
    within { sub(/^\.Fl /, ".It Fl ") }
    /^\.It .*Fl / && command != "" { for (at = 2; at < NF; at++) if ($at == "Fl" && $(at + 1) ~ /^-/) print command, "-" $(at + 1) }' \
    $page | sed 's/\\-/-/g' | sort >"$work/page"
expect_nothing "the page lists the commands, with the options of each, and no others" diff "$work/help" "$work/page"
lacking() { for command in "$@"; do grep -qx "$command" "$work/page" || echo "not $command"; done; }
expect_nothing "among them those that are asked before there is a policy" lacking list show new suggest help version explain history
# A walk from the other side: an option or a command that only one of the two has is found.
sed '/^history$/d; /^new$/d; s/^doctor --verbose$/doctor --verbos/' "$work/page" >"$work/other"
difference() { [ "$(diff "$work/help" "$work/other" | grep -c "^[<>]")" = 4 ] || diff "$work/help" "$work/other"; }
expect_nothing "and one that the page lacks is found" difference
sed 's/.* //; /^[^-]/d' "$work/help" | sort -u >"$work/known"
text_of $page | options_in | grep -vxFf "$work/known" >"$work/unknown"
expect_nothing "nor does its text name another" cat "$work/unknown"

/usr/bin/python3 - <<'END' >"$work/keys"
import json
schema = json.load(open("packaging/schema/policy.schema.json"))
keys = set(schema["properties"])
for name in ("binary", "sysctl", "unit"):
    keys |= set(schema["$defs"][name]["properties"])
print(*sorted(keys), sep="\n")
END
sed -n '/^\.Sh FINDINGS/q; s/^\.It Cm \([a-z_]*\)$/\1/p' packaging/man/aa-userns-gen-policy.5 | sort -u >"$work/described"
expect_nothing "the page of policies has the keys of the schema, and names no other" diff "$work/keys" "$work/described"
/usr/bin/python3 - <<'END' >"$work/keys"
import json
schema = json.load(open("packaging/schema/policy.schema.json"))
print(*sorted(schema["$defs"]["binary"]["properties"]["allow"]["items"]["enum"]), sep="\n")
END
sed -n '/^\.Sh FINDINGS/,/^\.El/s/^\.It Cm //p' packaging/man/aa-userns-gen-policy.5 | sed 's/ , /\n/g' | sort >"$work/described"
expect_nothing "and its findings, too" diff "$work/keys" "$work/described"

awk -v folder="$work" '/^\.Bd/ { file = folder "/example" ++count ".yaml"; next } /^\.Ed/ { file = "" } file { print >file }' \
    packaging/man/aa-userns-gen-policy.5
for example in "$work"/example*.yaml; do
    expect_nothing "the program takes the page's $(basename "$example" .yaml)" \
        aa-userns-gen render --quiet "$example"
done
[ $failures = 0 ]
