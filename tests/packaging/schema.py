"""Compares what the JSON Schema and the program say of policies: prints a sentence for each, and exits with 1 where one fails."""
import json
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
    BWRAP + ", helpers: [/usr/bin/setpriv], mode: complain, if_missing: skip, on_conflict: take-over}]\n",
    GATEWAY + ", allow: [user-writable], reason: because, glob: false, profile: a.b+c_d-e}]\n",
    HEAD + "when: always\nbinaries: [{path: [/opt/x, /opt/y], template: gateway}]\n",
    HEAD + "binaries: [{path: '/opt/x-*/y', glob: true, template: gateway}]\n",
    SYSCTL + "value: 0, reason: because, if_absent: skip}]\n",
    HEAD + "sysctls: [{name: user.max_user_namespaces, value: 2147483647}]\n",
    UNIT + "scope: system, set: {PrivateTmp: no, ReadOnlyPaths: ''}}]\n",
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
    BWRAP + ", if_missing: no}]\n", BWRAP + ", on_conflict: win}]\n", BWRAP + ", helpers: []}]\n", BWRAP + ", helpers: ['/a/*']}]\n",
    BWRAP + ", allow: [shell]}]\n", BWRAP + ", reason: because}]\n", BWRAP + ", allow: [all], reason: because}]\n",
    GATEWAY + ", mode: complain}]\n", GATEWAY + ", helpers: [/usr/bin/setpriv]}]\n",
    SYSCTL + "value: 0}]\n", SYSCTL + "value: 2}]\n", SYSCTL + "value: on}]\n", SYSCTL + "value: -1}]\n", SYSCTL + "valu: 1}]\n",
    HEAD + "sysctls: [{name: kernel.x, value: 1}]\n", SYSCTL + "value: 1, if_absent: maybe}]\n",
    UNIT + "set: {}}]\n", UNIT + "set: {PrivateTmp: true}}]\n", UNIT + "set: {PrivateUsers: false}}]\n", UNIT + "set: {User: ''}}]\n",
    UNIT + "scope: host, set: {PrivateTmp: no}}]\n", UNIT.replace(".service", ".timer") + "set: {PrivateTmp: no}}]\n", UNIT + "}]\n",
]
# What only the program can tell.
BEYOND = [
    BWRAP + "}]\nname: y\n", BWRAP + "}]\n---\n" + BWRAP + "}]\n", HEAD + "binaries: [{path: /opt/**, glob: true, template: gateway}]\n",
    HEAD + "binaries: [{path: /usr/bin/dash, template: gateway}]\n", HEAD + "binaries: [{path: /tmp/x, template: gateway}]\n",
    GATEWAY + "}, {path: /opt/x, template: gateway}]\n", HEAD + "binaries: [{path: /usr/bin/bwrap, template: gateway}]\n",
]


def program_takes(text):
    """What render finds wrong with a policy is what check finds, and it needs no parser that knows namespaces."""
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        file.write(text)
        file.flush()
        run = subprocess.run([program, "render", "--when", "always", file.name], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return run.returncode != 3, run.stderr


def schema_takes(text):
    try:
        documents = list(yaml.safe_load_all(text))
    except yaml.YAMLError:
        return False
    return bool(documents) and all(validator.is_valid(document) for document in documents)


def sentence(text, wrong):
    global failed
    print("not ok -" if wrong else "ok -", text)
    for policy in wrong:
        failed = True
        print("\n".join("#   " + line for line in policy.splitlines()), "\n#   --")


def as_wanted(policies, by_program, by_schema):
    return [text for text in policies if program_takes(text)[0] != by_program or schema_takes(text) != by_schema]


def texts_below(*patterns):
    texts = []
    for pattern in patterns:
        for path in sorted(Path(".").glob(pattern)):
            try:
                texts.append(path.read_text())
            except UnicodeDecodeError:
                pass
    return texts


shipped = texts_below("policies/*.yaml")
sentence(f"{len(shipped)} shipped policies are valid, and name the schema for editors",
         [text for text in shipped if not schema_takes(text) or "yaml-language-server: $schema=" not in text])
sentence(f"{len(GOOD)} policies with all keys are taken by both", as_wanted(GOOD, True, True))
sentence(f"{len(BAD)} mistakes are seen by both", as_wanted(BAD, False, False))
sentence(f"{len(BEYOND)} are seen by the program alone", as_wanted(BEYOND, False, True))
others = texts_below("tests/golden/cases/*/policy.yaml", "tests/fuzz/corpus/policy_reader/*")
taken = [text for text in others if program_takes(text)[0]]
sentence(f"of {len(others)} policies of other tests, the {len(taken)} that the program takes are valid",
         [text for text in taken if not schema_takes(text)])
sys.exit(failed)
