#!/usr/bin/env python3
"""ssm_document.py check FILE: whether an SSM document keeps the rules that can be checked without AWS. Prints what it does not keep.
ssm_document.py script FILE [NAME=VALUE...]: its script, with the parameters put in as the agent does it.

The rules are those of AWS's user guide for schema 2.2 ("Data elements and parameters", "Command document plugin reference"),
of the agent, which takes only letters and digits in a parameter's name, and our own: no value can become a command."""
import re
import sys

import yaml

TYPES = {"String": str, "StringList": list, "Integer": int, "Boolean": bool, "MapList": list, "StringMap": dict}
PARAMETER_KEYS = {"type", "description", "default", "allowedValues", "allowedPattern", "displayType", "minItems", "maxItems",
                  "minChars", "maxChars", "interpolationType"}
STEP_KEYS = {"action", "name", "precondition", "inputs"}
SHARED_INPUTS = {"finallyStep", "onFailure", "onSuccess"}
INPUTS = {"aws:runShellScript": {"runCommand", "timeoutSeconds", "workingDirectory"} | SHARED_INPUTS}
REFERENCE = re.compile(r"\{\{\s*(.*?)\s*\}\}")
NASTY = ["'", '"', "`", "$", "\\", ";", "|", "<", ">", "(", ")", "{", "}", "*", "!", "#", "\n", "\r", "\t", "\0", "é"]


def matches(pattern, value):
    # RE2's '$' is the very end; Python's lets a newline follow.
    return re.search(re.sub(r"\$$", r"\\Z", pattern), value) is not None


def parameter_mistakes(name, parameter):
    if not re.fullmatch(r"[a-zA-Z0-9]+", name):
        yield "its name has more than letters and digits"
    if not set(parameter) <= PARAMETER_KEYS:
        yield f"unknown keys {set(parameter) - PARAMETER_KEYS}"
    if parameter.get("type") not in TYPES:
        yield "its type is none"
        return
    if parameter.get("displayType", "textfield") not in ("textfield", "textarea"):
        yield "displayType"
    if parameter.get("interpolationType", "ENV_VAR") != "ENV_VAR" or parameter["type"] != "String":
        yield "only a String can be ENV_VAR"
    default, pattern, values = (parameter.get(key) for key in ("default", "allowedPattern", "allowedValues"))
    if default is not None and not isinstance(default, TYPES[parameter["type"]]):
        yield "the default has another type"
    if values is not None and default is not None and default not in values:
        yield "the default is no allowed value"
    if pattern is not None:
        re.compile(pattern)
        if re.search(r"\(\?|\\[1-9]", pattern):
            yield "RE2 has no lookaround and no back references"
        if default is not None and not matches(pattern, default):
            yield "the default does not match the pattern"


def injection_mistakes(parameter):
    """Tries each character that a shell treats in some way of its own, in every place of values that are allowed."""
    if "allowedValues" in parameter:
        if not all(re.fullmatch(r"[A-Za-z0-9-]+", value) for value in parameter["allowedValues"]):
            yield "an allowed value has special characters"
        return
    pattern = parameter.get("allowedPattern", "")
    good = [value for value in ("https://a.example/b?c=d&e=%20", "ab" * 32, "runner codex-2", "") if matches(pattern, value)]
    if len(good) not in (1, 2):
        yield "the pattern takes anything, or nothing"
    for value in good:
        for nasty in NASTY:
            if any(matches(pattern, value[:at] + nasty + value[at:]) for at in range(len(value) + 1)):
                yield f"the pattern takes {nasty!r}"


def step_mistakes(step):
    if not {"action", "name"} <= set(step) <= STEP_KEYS:
        yield "its keys"
    if not re.fullmatch(r"[a-zA-Z0-9_:-]+", step.get("name", "")):
        yield "its name"
    inputs = step.get("inputs", {})
    if step.get("action") not in INPUTS or not set(inputs) <= INPUTS[step["action"]]:
        yield "its action or inputs"
    command = inputs.get("runCommand")
    if not (isinstance(command, list) and command and all(isinstance(line, str) for line in command)):
        yield "runCommand is no list of texts"
    if not re.fullmatch(r"\d+", inputs.get("timeoutSeconds", "3600")) or not 5 <= int(inputs.get("timeoutSeconds", 3600)) <= 172800:
        yield "timeoutSeconds"
    if step.get("precondition") != {"StringEquals": ["platformType", "Linux"]}:
        yield "it is not for Linux only"


def reference_mistakes(text, parameters):
    found = REFERENCE.findall(text)
    if set(found) != set(parameters):
        yield f"references and parameters differ: {set(found) ^ set(parameters)}"
    if len(re.findall(r"='\{\{ \w+ \}\}'$", text, re.MULTILINE)) != text.count("{{"):
        yield "a reference does not stand as ='{{ name }}' at the end of a line"


def script_of(document):
    return "\n".join(document["mainSteps"][0]["inputs"]["runCommand"]) + "\n"


def mistakes(path):
    with open(path, "rb") as file:
        data = file.read()
    document = yaml.safe_load(data)
    if len(data) > 64 * 1024:
        yield "more than 64 KB"
    if document.get("schemaVersion") != "2.2" or not set(document) <= {"schemaVersion", "description", "parameters", "mainSteps"}:
        yield "its keys, or schemaVersion is not the text 2.2"
    for name, parameter in document["parameters"].items():
        for mistake in [*parameter_mistakes(name, parameter), *injection_mistakes(parameter)]:
            yield f"parameter {name}: {mistake}"
    names = [step.get("name") for step in document["mainSteps"]]
    if len(names) != 1:
        yield "not one step"
    for step in document["mainSteps"]:
        yield from (f"step {step.get('name')}: {mistake}" for mistake in step_mistakes(step))
    yield from reference_mistakes(script_of(document), document["parameters"])


def script(path, given):
    """As the agent's ReplaceParameter does it: all at once, so that no value is looked into for references."""
    with open(path, encoding="utf-8") as file:
        document = yaml.safe_load(file)
    values = {name: parameter.get("default") for name, parameter in document["parameters"].items()}
    for name, value in (one.split("=", 1) for one in given):
        pattern, allowed = (document["parameters"][name].get(key) for key in ("allowedPattern", "allowedValues"))
        if not (value in allowed if allowed else matches(pattern, value)):
            sys.exit(f"SSM would refuse {name}={value}")
        values[name] = value.replace("$$", "$")
    return REFERENCE.sub(lambda found: values[found[1]], script_of(document))


def main():
    command, path, *rest = sys.argv[1:]
    if command == "script":
        sys.stdout.write(script(path, rest))
        return 0
    found = list(mistakes(path))
    print("\n".join(found) or "no mistakes")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
