#!/bin/sh
# The SSM document keeps the rules that can be checked without AWS, and the check finds where one does not.
set -eu
project=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/machine/sentences.sh
. "$project/tests/machine/sentences.sh"
document=$project/packaging/aws/aa-userns-gen-runner.yaml
work=$(mktemp -d)
clean_up() { rm -rf "$work"; }
check() { /usr/bin/python3 "$project/tests/packaging/ssm_document.py" "$@"; }
# broken SED-SCRIPT WHAT: what the check finds in the document after that change.
broken() {
    sed "$1" "$document" >"$work/broken.yaml"
    expect_status 1 check check "$work/broken.yaml"
    expect_output "$2"
}

sentence "the document keeps the rules, and its script is one that shellcheck has nothing to say of"
expect_status 0 check check "$document"
check script "$document" >"$work/script"
expect_status 0 shellcheck "$work/script"

sentence "keys, types and versions that SSM does not know are found"
broken "s/^schemaVersion: '2.2'/schemaVersion: 2.2/" "schemaVersion is not the text 2.2"
broken 's/^description:/outputs: x\ndescription:/' "its keys"
broken 's/    type: String/    type: Text/' "its type is none"
broken 's/    allowedPattern:/    pattern:/' "unknown keys {'pattern'}"
broken 's/aws:runShellScript/aws:runScript/' "its action or inputs"
broken 's/timeoutSeconds:/timeout:/' "its action or inputs"
broken 's/name: applyPolicies/name: apply policies/' "its name"
broken 's/platformType, Linux/platformType, Windows/' "it is not for Linux only"
broken 's/^  source:/  source-url:/' "more than letters and digits"
broken 's/default: runner/default: Runner/' "the default does not match the pattern"
broken 's/default: present/default: there/' "the default is no allowed value"
broken "s/\\^(\\[0-9a-f\\]/^(?![a])([0-9a-f]/" "RE2 has no lookaround"

sentence "references to no parameter, and values that could become commands, are found"
broken "s/'{{ when }}'/'{{ whenever }}'/" "references and parameters differ"
broken "s/='{{ when }}'/={{ when }}/" "does not stand as ='{{ name }}'"
broken "s/='{{ when }}'/=\"{{ when }}\"/" "does not stand as ='{{ name }}'"
broken "s/,@-\\]/,@''-]/" "the pattern takes \"'\""
broken "s/%+,@-\\]/%+,@;-]/" "the pattern takes ';'"
broken '/allowedPattern: .*z0-9/d' "parameter policies: the pattern takes anything"
broken 's/{0,15}\$/{0,15}/' "the pattern takes"
broken 's/\[present, absent\]/[present, "x; y"]/' "an allowed value has special characters"
