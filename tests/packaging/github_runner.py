#!/usr/bin/env python3
"""github_runner.py check ACTION: whether its action.yml keeps GitHub's rules for the metadata of JavaScript actions.
github_runner.py main|post ACTION FOLDER [INPUT=VALUE...]: runs that step as the runner does, with its files in FOLDER, and prints what
the runner would see: exit status, outputs, messages. What main saved for post is kept in FOLDER."""
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

IDENTIFIER = re.compile(r"[_a-zA-Z][a-zA-Z0-9_-]*")
# What SchemaStore's github-action.json allows, for JavaScript actions; GitHub's page "Metadata syntax" says the same.
KEYS = {"name", "author", "description", "inputs", "outputs", "runs", "branding"}
RUNS = {"using", "main", "pre", "pre-if", "post", "post-if"}


def mistakes(action):
    import yaml

    text = (action / "action.yml").read_text()
    document = yaml.safe_load(text)
    if not {"name", "description", "runs"} <= set(document) <= KEYS:
        yield "its keys"
    for kind, keys in (("inputs", {"description", "required", "default", "deprecationMessage"}), ("outputs", {"description"})):
        for name, each in document.get(kind, {}).items():
            if not IDENTIFIER.fullmatch(name) or name != name.lower():
                yield f"{kind}: the name {name}"
            if not isinstance(each, dict) or not isinstance(each.get("description"), str) or not set(each) <= keys:
                yield f"{kind}: {name} has no description, or unknown keys"
            elif not isinstance(each.get("default", ""), str):
                yield f"{kind}: the default of {name} is no text"
    runs = document.get("runs", {})
    if not {"using", "main"} <= set(runs) <= RUNS:
        yield "runs: its keys"
    if runs.get("using") not in ("node20", "node24"):
        yield "runs: using is no Node that GitHub has"
    for step in ("main", "pre", "post"):
        if step in runs and not (action / runs[step]).is_file():
            yield f"runs: there is no file {runs[step]}"
    if runs.get("post") and runs.get("post-if", "always()") != "always()":
        yield "runs: post is not run after a failure"
    if metadata(action) != ({name: each.get("default", "") for name, each in document["inputs"].items()}, runs):
        yield "it is not as plain as this program reads it"
    readme = (action / "README.md").read_text()
    for name in [*document["inputs"], *document["outputs"]]:
        if f"`{name}`" not in readme:
            yield f"README.md has nothing of {name}"


def metadata(action):
    """The defaults of the inputs, and runs: without yaml, which not every machine has that actions are tested on."""
    part, name, defaults, runs = "", "", {}, {}
    for line in (action / "action.yml").read_text().splitlines():
        indent, key, value = re.fullmatch(r"( *)([\w-]+):(?: (.*))?", line).groups()
        value = value.strip('"') if value else ""
        if not indent:
            part = key
        elif part == "runs":
            runs[key] = value
        elif part == "inputs" and len(indent) == 2:
            name = key
            defaults[name] = ""
        elif part == "inputs" and key == "default":
            defaults[name] = value
    return defaults, runs


def values_of(path):
    """The NAME<<END blocks and NAME=VALUE lines of a file such as GITHUB_OUTPUT."""
    lines, found = iter(path.read_text().split("\n")), {}
    for line in lines:
        name, block, end = line.partition("<<")
        if block:
            value = []
            for each in lines:
                if each == end:
                    break
                value.append(each)
            else:
                sys.exit(f"{path.name}: {name} has no end")
            found[name] = "\n".join(value)
        elif line:
            name, sign, value = line.partition("=")
            found[name] = value if sign else sys.exit(f"{path.name}: {line}")
    return found


def shown(line, stopped):
    """What the runner makes of a line of output, and the word that ends a time without commands."""
    command = re.fullmatch(r"::([\w-]+)(?: ([^:]*))?::(.*)", line)
    if stopped:
        return ([], "") if line == f"::{stopped}::" else (["  " + line], stopped)
    if not command:
        return ["  " + line], ""
    if command[1] == "stop-commands":
        return [], command[3]
    text = command[3].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
    return [f"{command[1]}: {text}"], ""


def environment(action, folder, given):
    defaults, _ = metadata(action)
    unknown = set(given) - set(defaults)
    if unknown:
        sys.exit(f"unexpected inputs: {unknown}")
    files = {name: folder / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STATE", "GITHUB_PATH", "GITHUB_ENV")}
    for path in files.values():
        path.write_text("")
        path.chmod(0o666)
    temporary = folder / "temp"
    temporary.mkdir(exist_ok=True)
    temporary.chmod(0o777)
    saved = folder / "saved.json"
    state = json.loads(saved.read_text()) if saved.exists() else {}
    return files, {
        **{f"INPUT_{name.upper()}": given.get(name, default) for name, default in defaults.items()},
        **{name: str(path) for name, path in files.items()}, **{f"STATE_{name}": value for name, value in state.items()},
        **{name: os.environ[name] for name in ("UV_USE_IO_URING",) if name in os.environ},
        "PATH": os.environ["PATH"], "HOME": str(folder), "CI": "true", "GITHUB_ACTIONS": "true", "RUNNER_TEMP": str(temporary),
        "GITHUB_SERVER_URL": "https://forge.example", "GITHUB_ACTION_REPOSITORY": os.environ.get("REPOSITORY", ""),
    }


def step(which, action, folder, given):
    files, variables = environment(action, folder, given)
    _, runs = metadata(action)
    # The runner sends the step a SIGINT where the job is cancelled; the tests send it to this program.
    running = subprocess.Popen([os.environ.get("NODE", "node"), str(action / runs[which])], cwd=folder, env=variables, text=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    (folder / "pid").write_text(str(running.pid))
    signal.signal(signal.SIGINT, lambda *_: running.send_signal(signal.SIGINT))
    output, _ = running.communicate()
    stopped = ""
    for line in output.splitlines():
        lines, stopped = shown(line, stopped)
        print(*lines, sep="\n", end="\n" if lines else "")
    for name, value in values_of(files["GITHUB_OUTPUT"]).items():
        print(f"output {name}={value}")
    if which == "main":
        (folder / "saved.json").write_text(json.dumps(values_of(files["GITHUB_STATE"])))
    print(f"path {files['GITHUB_PATH'].read_text().strip()}")
    return running.returncode if running.returncode >= 0 else 128 - running.returncode


def main():
    command, action, *rest = sys.argv[1:]
    if command == "check":
        found = list(mistakes(Path(action)))
        print("\n".join(found) or "no mistakes")
        return 1 if found else 0
    folder, *given = rest
    return step(command, Path(action).resolve(), Path(folder).resolve(), dict(one.split("=", 1) for one in given))


if __name__ == "__main__":
    sys.exit(main())
