"""Holds what the program printed with --json against the schema that is installed, and against nothing else being in it.

output_schema.py SCHEMA FILE...    each file has one object; exits with 1 and says what is wrong
"""
import copy
import json
import sys
from pathlib import Path


def strict(part):
    """The schema, taking no key that it does not name: for users, keys may be added; here, each has to be in it."""
    if isinstance(part, list):
        return [strict(each) for each in part]
    if not isinstance(part, dict):
        return part
    result = {key: strict(value) for key, value in part.items()}
    if result.get("type") == "object" and "properties" in result:
        result.setdefault("additionalProperties", False)
    return result


def flaws_of(schema, object_):
    """What is wrong with one object, in sentences."""
    import jsonschema  # here: that it is missing is no flaw of the object

    closed = copy.deepcopy(schema)
    closed["$defs"] = strict(schema["$defs"])
    for error in jsonschema.Draft202012Validator(closed).iter_errors(object_):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
    if not isinstance(object_, dict):
        return
    own = set()
    for case in schema["allOf"]:
        command = case["if"]["properties"]["command"]
        if object_.get("command") in command.get("enum", [command.get("const")]):
            own = set(schema["$defs"][case["then"]["$ref"].rpartition("/")[2]]["properties"])
    for key in sorted(set(object_) - set(schema["properties"]) - own):
        yield f"{key}: the schema does not know this key of {object_.get('command')!r}"
    if object_.get("exit") == 7 and not own & set(object_):
        yield "exit: what is not as applied is not said"


def main(schema_file, *files):
    schema = json.loads(Path(schema_file).read_text())
    wrong = []
    for file in files:
        text = Path(file).read_text()
        try:
            found = list(flaws_of(schema, json.loads(text)))
        except ValueError as error:
            found = [f"this is no JSON: {error}"]
        wrong += [f"{flaw}\n  in: {' '.join(text.split())[:300]}" for flaw in found]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
