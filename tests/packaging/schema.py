"""Compares what the JSON Schema and the program say of policies: prints a sentence for each, and exits with 1 where one fails."""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema
import yaml

program = sys.argv[1]
schema = json.loads(Path("packaging/schema/policy.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
failed = False

HEAD = "version: 1\nname: x\n"
BWRAP = HEAD + "binaries: [{path: /usr/bin/bwrap, template: bwrap"
GATEWAY = HEAD + "binaries: [{path: /opt/x, template: gateway"
SYSCTL = HEAD + "sysctls: [{name: kernel.apparmor_restrict_unprivileged_userns, "
UNIT = HEAD + "units: [{unit: x.service, "

GOOD = [
    BWRAP + ", helpers: [/usr/lib/agent/seccomp], mode: complain, if_missing: skip, on_conflict: take-over}]\n",
    BWRAP + ", helpers: ['/opt/agent/*/bin/helper', '/opt/agent/[0-9]/helper-?']}]\n",
    GATEWAY + ", allow: [user-writable], reason: because, glob: false, profile: a.b+c_d-e}]\n",
    HEAD + "when: always\nbinaries: [{path: [/opt/x, /opt/y], template: gateway}]\n",
    HEAD + "binaries: [{path: '/opt/x-*/y', glob: true, template: gateway}]\n",
    SYSCTL + "value: 0, reason: because, if_absent: skip}]\n",
    HEAD + "sysctls: [{name: user.max_user_namespaces, value: 2147483647}]\n",
    UNIT + "scope: system, set: {PrivateTmp: no, ReadOnlyPaths: ''}}]\n",
    UNIT + "set: {PrivateTmp: 'No', PrivateIPC: 'OFF', PrivateDevices: 'false'}}]\n",
    GATEWAY + "}]\ndescription: |\n  in a block\n", HEAD + "binaries: [{path: '/usr/bin/[', template: gateway, profile: test}]\n",
]
BAD = [
    "[]\n", "version: 1\nname: x\n", "name: x\nbinaries: [{path: /a/b, template: bwrap}]\n", BWRAP.replace("1", "2", 1) + "}]\n",
    BWRAP.replace("name: x", "name: X") + "}]\n", BWRAP.replace("name: x", "name: [x]") + "}]\n", BWRAP + "}]\nwhen: never\n",
    BWRAP + "}]\nbinarys: []\n", HEAD + "binaries: []\n", HEAD + "binaries: {}\n", HEAD + "binaries: [{path: /a/b}]\n",
    HEAD + "binaries: [{template: bwrap}]\n", HEAD + "binaries: [{path: a/b, template: bwrap}]\n",
    HEAD + "binaries: [{path: /a//b, template: bwrap}]\n", HEAD + "binaries: [{path: /a/../b, template: bwrap}]\n",
    HEAD + "binaries: [{path: /a/b/, template: bwrap}]\n", HEAD + "binaries: [{path: '/a/@{b}', template: bwrap}]\n",
    HEAD + "binaries: [{path: [], template: bwrap}]\n", HEAD + "binaries: [{path: /a/b, template: Bwrap}]\n",
    BWRAP + ", profil: x}]\n", BWRAP + ", profile: unconfined}]\n", BWRAP + ", profile: 'a b'}]\n", BWRAP + ", glob: maybe}]\n",
    BWRAP + ", if_missing: no}]\n", BWRAP + ", on_conflict: win}]\n", BWRAP + ", helpers: []}]\n", BWRAP + ", helpers: [a]}]\n",
    BWRAP + ", allow: [shell]}]\n", BWRAP + ", reason: because}]\n", BWRAP + ", allow: [all], reason: because}]\n",
    GATEWAY + ", mode: complain}]\n", GATEWAY + ", helpers: [/usr/lib/agent/seccomp]}]\n",
    SYSCTL + "value: 0}]\n", SYSCTL + "value: 2}]\n", SYSCTL + "value: on}]\n", SYSCTL + "value: -1}]\n", SYSCTL + "values: 1}]\n",
    HEAD + "sysctls: [{name: kernel.x, value: 1}]\n", SYSCTL + "value: 1, if_absent: maybe}]\n",
    BWRAP + "}]\ndescription: ' '\n", BWRAP + "}]\ndescription: |\n  two\n  lines\n", BWRAP + '}]\ndescription: "a\\u202eb"\n',
    HEAD + "binaries: [{path: '/opt/*/x', template: gateway}]\n", HEAD + "binaries: [{path: [/a/b, '/opt/?/x'], glob: false, template: gateway}]\n",
    UNIT + "set: {PrivateTmp: ''}}]\n", UNIT + "set: {ReadOnlyPaths: no}}]\n", UNIT + "set: {ReadOnlyPaths: /a}}]\n",
    UNIT + "set: {}}]\n", UNIT + "set: {PrivateTmp: true}}]\n", UNIT + "set: {PrivateUsers: false}}]\n", UNIT + "set: {User: ''}}]\n",
    UNIT + "scope: host, set: {PrivateTmp: no}}]\n", UNIT.replace(".service", ".timer") + "set: {PrivateTmp: no}}]\n", UNIT + "}]\n",
]
# What only the program can tell: repeats, what a path is good for, what is on this host, and how a number or boolean is written.
BEYOND = [
    BWRAP + "}]\nname: y\n", BWRAP + "}]\n---\n" + BWRAP + "}]\n", HEAD + "binaries: [{path: /opt/**, glob: true, template: gateway}]\n",
    HEAD + "binaries: [{path: /usr/bin/dash, template: gateway}]\n", HEAD + "binaries: [{path: /tmp/x, template: gateway}]\n",
    GATEWAY + "}, {path: /opt/x, template: gateway}]\n", HEAD + "binaries: [{path: /usr/bin/bwrap, template: gateway}]\n",
    HEAD + "binaries: [{path: '/opt/é', template: gateway}]\n", HEAD + "binaries: [{path: /opt/x, template: not-here}]\n",
    UNIT + "set: {PrivateTmp: no}}, {unit: x.service, set: {PrivateIPC: no}}]\n",
    HEAD.replace("1", "1.0") + "binaries: [{path: /opt/x, template: gateway}]\n", SYSCTL + "value: 0x1}]\n", GATEWAY + ", glob: yes}]\n",
]
# Of the policies of other tests: refused, and yet valid.
BEYOND_ELSEWHERE = {
    "dangerous-programs", "helpers-by-a-pattern-in-homes", "own-template", "own-template-with-mistakes", "unknown-template",
}


def program_takes(text):
    """What render finds wrong with a policy is what check finds, and it needs no parser that knows namespaces."""
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        file.write(text)
        file.flush()
        run = subprocess.run([program, "render", file.name], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return run.returncode != 3, run.stderr


def schema_takes(text):
    try:
        documents = list(yaml.safe_load_all(text))
    except (yaml.YAMLError, RecursionError):
        return False
    return bool(documents) and all(validator.is_valid(document) for document in documents)


def sentence(text, wrong):
    global failed
    print("not ok -" if wrong else "ok -", text)
    for each in wrong:
        failed = True
        print("\n".join("#   " + line for line in str(each).splitlines()), "\n#   --")


def as_wanted(policies, by_program, by_schema):
    return [text for text in policies if program_takes(text)[0] != by_program or schema_takes(text) != by_schema]


def texts_below(*patterns):
    """Of each file its path and its text; what is no UTF-8 is not YAML either."""
    texts = {}
    for pattern in patterns:
        for path in sorted(Path(".").glob(pattern)):
            try:
                texts[path] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                pass
    return texts


def choices(text):
    """What the program says is possible in the place of ZZZ."""
    hints = [line for line in program_takes(text)[1].splitlines() if "ZZZ" in line and "must be" in line or "possible here" in line]
    return set(re.findall(r"'([a-z][A-Za-z0-9_.-]*)'", hints[-1].split("must be")[-1].split("not 'ZZZ'")[0]))


binary, sysctl, unit = (schema["$defs"][name]["properties"] for name in ("binary", "sysctl", "unit"))
CHOICES = [
    (schema["properties"], HEAD + "ZZZ: 1\n"), (binary, BWRAP + ", ZZZ: 1}]\n"), (sysctl, SYSCTL + "ZZZ: 1}]\n"), (unit, UNIT + "ZZZ: 1}]\n"),
    (schema["properties"]["when"]["enum"], BWRAP + "}]\nwhen: ZZZ\n"), (binary["if_missing"]["enum"], BWRAP + ", if_missing: ZZZ}]\n"),
    (binary["mode"]["enum"], BWRAP + ", mode: ZZZ}]\n"), (binary["on_conflict"]["enum"], BWRAP + ", on_conflict: ZZZ}]\n"),
    (binary["allow"]["items"]["enum"], GATEWAY + ", allow: [ZZZ], reason: r}]\n"), (unit["scope"]["enum"], UNIT + "scope: ZZZ}]\n"),
    (sysctl["name"]["enum"], HEAD + "sysctls: [{name: ZZZ, value: 1}]\n"), (sysctl["if_absent"]["enum"], SYSCTL + "if_absent: ZZZ}]\n"),
]
directives = {name: form["$ref"].endswith("off") for name, form in unit["set"]["properties"].items()}
known = dict(re.findall(r'^    \{"([A-Za-z]+)", "(no)?"\},$', Path("lib/core/host/service_directives.cc").read_text(), re.MULTILINE))

shipped = texts_below("policies/*.yaml").values()
sentence(f"{len(shipped)} shipped policies are valid, and name the schema for editors",
         [text for text in shipped if not schema_takes(text) or "yaml-language-server: $schema=" not in text])
sentence(f"{len(GOOD)} policies with all keys are taken by both", as_wanted(GOOD, True, True))
sentence(f"{len(BAD)} mistakes are seen by both", as_wanted(BAD, False, False))
sentence(f"{len(BEYOND)} are seen by the program alone", as_wanted(BEYOND, False, True))
sentence("the keys and words of the schema are those that the program says are possible",
         [text for words, text in CHOICES if set(words) != choices(text)])
sentence(f"the {len(directives)} directives of units are those of the program, but for PrivateUsers",
         sorted(set(directives.items()) ^ {(name, off == "no") for name, off in known.items() if name != "PrivateUsers"}))
others = texts_below("tests/golden/cases/*/policy.yaml", "tests/fuzz/corpus/policy_reader/*")
taken = {path for path, text in others.items() if program_takes(text)[0]}
valid = {path for path, text in others.items() if schema_takes(text)}
sentence(f"of {len(others)} policies of other tests, the {len(taken)} that the program takes are valid", taken - valid)
sentence(f"and of the others, but for the {len(BEYOND_ELSEWHERE)} that are named here, none is",
         {path.parent.name for path in valid - taken} ^ BEYOND_ELSEWHERE)
sys.exit(failed)
