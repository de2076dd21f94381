"""Holds output_schema against the program: prints a sentence for each, and exits with 1 where one fails."""
import copy
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, "tests/support")
import jsonschema  # noqa: E402
import output_schema  # noqa: E402

program = sys.argv[1]
schema = json.loads(Path("packaging/schema/output.schema.json").read_text())
parser = Path("tests/fakes/apparmor_parser").resolve()
failed = False


def sentence(text, wrong):
    global failed
    failed = failed or bool(wrong)
    print("not ok -" if wrong else "ok -", text)
    for each in wrong:
        print(f"#   {each}")


def run(*arguments, **options):
    return subprocess.run([program, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, **options)


def make_image(image):
    for folder in ("etc/apparmor.d/abi", "usr/bin", "var/lib", "var/log"):
        Path(image, folder).mkdir(parents=True)
    Path(image, "etc/apparmor.d/abi/4.0").touch()
    Path(image, "usr/bin/bwrap").write_bytes(b"\x7fELF")
    Path(image, "usr/bin/bwrap").chmod(0o755)
    samples = Path("tests/unit/core/log/audit_samples.log").read_text().splitlines(keepends=True)
    Path(image, "var/log/kern.log").write_text("".join(line for line in samples if 'comm="bwrap"' in line))


def objects(folder):
    """Of each command, what it prints where all is well and where something is not."""
    image, good = f"{folder}/image", f"{folder}/apparmor_parser-good"
    make_image(image)
    Path(good).write_text(parser.read_text())
    Path(good).chmod(0o755)
    Path(folder, "settings.yaml").write_text(
        "version: 1\nname: settings\nsysctls: [{name: user.max_user_namespaces, value: 100}]\n"
        "units: [{unit: x.service, set: {PrivateTmp: no}}]\n")
    Path(folder, "bad.yaml").write_text("version: 1\nname: x\nbinaries: []\nbinary: 1\n")
    host, tree = ["--root", image], ["--root", image, "--parser", good]
    for arguments in (
            ["check", "runner", *tree], ["check", f"{folder}/bad.yaml", *tree], ["render", "runner"], ["plan", "runner", *tree],
            ["apply", "runner", f"{folder}/settings.yaml", *tree], ["apply", "gone", *tree], ["status", *tree], ["verify", *tree],
            ["history", *host], ["reconcile", *tree], ["rollback", "0", *tree], ["rollback", *tree], ["rollback", "77", *tree],
            ["recover", *host], ["doctor", *tree], ["list", *host], ["show", "runner", *host], ["suggest", *host],
            ["suggest", "/usr/bin/bwrap", *host], ["new", "own", *host], ["explain", "unknown-key"], ["explain", "unknown-kye"],
            ["explain", "bwrap: setting up uid map: Permission denied"], ["explain", "bwrap: setting up pid map: Permission denied"],
            ["explain", "--list"], ["explain", "--all"], ["help", "apply"], ["version"], ["remove", "runner", *tree], ["remove", "runnr", *tree],
            ["apply", "--colour"], ["none"]):
        yield arguments, json.loads(run(*arguments, "--json").stdout)


def spoilt(object_):
    """The object with one thing wrong, for each of its places: a key that is gone, and one that nobody knows."""
    places = [[]]
    while places:
        path = places.pop()
        part = object_
        for key in path:
            part = part[key]
        if isinstance(part, list):
            places += [[*path, at] for at in range(min(len(part), 1))]
        if not isinstance(part, dict):
            continue
        places += [[*path, key] for key in part if key != "set"]
        changed = copy.deepcopy(object_)
        within = changed
        for key in path:
            within = within[key]
        within["nobody-knows"] = 1
        yield path, changed


def metrics(folder):
    run("status", "--quiet", "--root", f"{folder}/image", "--metrics", f"{folder}/aa.prom")
    return Path(folder, "aa.prom").read_text()


jsonschema.Draft202012Validator.check_schema(schema)
commands = re.findall(r"^  ([a-z]+) ", run("--help").stdout.split("\nCommands:\n")[1].split("\n\n")[0], re.MULTILINE)
cases = [case["if"]["properties"]["command"] for case in schema["allOf"]]
named = [command for case in cases for command in case.get("enum", [case.get("const")])]
sentence("the schema has each command, and no other", sorted(set(commands) ^ set(named)))
with tempfile.TemporaryDirectory() as folder:
    seen = list(objects(folder))
    states = re.findall(r'^aa_userns_gen_binaries\{state="([a-z-]+)"\}', metrics(folder), re.MULTILINE)
sentence("each command was seen to print its own keys",
         [command for command in commands
          if not any(each["command"] == command and len(each) > 4 for _, each in seen)])
sentence(f"the {len(seen)} objects are valid, with no key that it does not name",
         [f"{' '.join(arguments)}: {flaw}" for arguments, each in seen for flaw in output_schema.flaws_of(schema, each)])
changed = [(arguments, path, each) for arguments, object_ in seen for path, each in spoilt(object_)]
sentence(f"a key that nobody knows is seen in each of {len(changed)} places",
         [f"{' '.join(arguments)}: {path}" for arguments, path, each in changed if not list(output_schema.flaws_of(schema, each))])
sentence("a key that is gone is seen, in a diagnosis as well as of a command",
         [key for key in ("exit", "host", "units") for arguments, each in seen if arguments[0] == "status"
          and not list(output_schema.flaws_of(schema, {name: value for name, value in each.items() if name != key}))])
defs = schema["$defs"]
sentence("the states of programs are those of the program",
         sorted(set(defs["state"]["enum"]) ^ {"would-grant", *states}))
sentence("and a binary of status is one with its proof",
         [] if {**defs["binary"]["properties"], **{key: defs["proved_binary"]["properties"][key] for key in ("proof", "proved_at")}} ==
         defs["proved_binary"]["properties"] else ["they differ"])
exits = re.findall(r"= (\d), +///<", Path("lib/core/text/exit_code.h").read_text())
sentence("and the exit statuses", [] if int(exits[-1]) == schema["properties"]["exit"]["maximum"] else exits)
sys.exit(failed)
