#!/bin/sh
# --metrics, as Prometheus' own parser reads it, and as promtool judges it where that is installed.
set -u
cd "$(dirname "$0")/../.." || exit
export PATH="$PWD/build/release/bin:$PATH"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# expect SENTENCE COMMAND...: exit 0, and not a word.
expect() {
    sentence=$1
    shift
    status=0
    output=$("$@" 2>&1) || status=$?
    if [ "$status$output" = 0 ]; then
        echo "ok - $sentence"
    else
        echo "not ok - $sentence"
        printf '%s\n' "exit $status" "$output" | sed 's/^/#   /'
        failures=$((failures + 1))
    fi
}

mkdir -p "$work/image/etc/apparmor.d/abi" "$work/image/usr/bin"
touch "$work/image/etc/apparmor.d/abi/4.0"
printf '#!/bin/sh\n' >"$work/image/usr/bin/bwrap"
chmod 755 "$work/image/usr/bin/bwrap"
cp tests/fakes/apparmor_parser "$work"
set -- --root "$work/image" --parser "$work/apparmor_parser"
aa-userns-gen apply --quiet "$@" runner openshell claude-desktop-sysctl || exit
echo "# mine" >>"$work/image/etc/apparmor.d/aa-userns-gen.bwrap"
aa-userns-gen status --quiet "$@" --metrics "$work/aa.prom"
[ $? = 7 ] || exit

cat >"$work/read.py" <<'END'
import re
import sys
import time
from prometheus_client.parser import text_string_to_metric_families

text = open(sys.argv[1]).read()
families = {family.name: family for family in text_string_to_metric_families(text)}
assert len(families) == text.count("# HELP ") == text.count("# TYPE "), families
for name, family in families.items():
    assert re.fullmatch("aa_userns_gen_[a-z_]+", name), name
    assert family.type == "gauge" and family.documentation, family
values = {(sample.name[14:], *sorted(sample.labels.items())): sample.value for family in families.values() for sample in family.samples}
assert values["generation",] == 1, values
assert values["interrupted",] == 0, values
assert 0 <= time.time() - values["last_change_timestamp_seconds",] < 600, values
assert values["binaries", ("state", "drifted")] == 1, values
assert values["policy_as_applied", ("policy", "runner")] == 0, values
assert values["policy_as_applied", ("policy", "openshell")] == 1, values
assert values["settings", ("kind", "sysctl"), ("state", "staged")] > 0, values
assert values["settings", ("kind", "unit"), ("state", "staged")] > 0, values
page = open(sys.argv[2]).read()
described = set(re.findall(r"^\.It Li aa_userns_gen_([a-z_]+)", page, re.MULTILINE))
assert described == {name[14:] for name in families}, described
states = re.findall(r"^\.It ([a-z-]+)$", page.split("\n.Sh STATES\n")[1].split("\n.Sh ")[0], re.MULTILINE)
assert states == ["would-grant"] + [labels[0][1] for name, *labels in values if name == "binaries"], states
END
expect "Prometheus' parser reads the file, and the man page describes each metric and state" \
    /usr/bin/python3 "$work/read.py" "$work/aa.prom" packaging/man/aa-userns-gen.8.in
if command -v promtool >/dev/null; then
    expect "promtool has nothing to say of it" sh -c "promtool check metrics <$work/aa.prom"
else
    echo "skipped - promtool is not installed"
fi
[ $failures = 0 ]
