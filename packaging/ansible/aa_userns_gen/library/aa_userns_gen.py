#!/usr/bin/python
# SPDX-License-Identifier: Apache-2.0
"""Applies and removes policies of aa-userns-gen. What is to be done is aa-userns-gen's to decide: this asks and reports."""
import json
import os
import re

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = r"""
module: aa_userns_gen
short_description: Grant unprivileged user namespaces to the binaries of policies
description:
  - Applies policies of aa-userns-gen, all in one transaction, and then removes those that shall be absent, in another.
  - In check mode nothing is changed; the profiles that would be are shown as a diff.
options:
  policies:
    description: The policies.
    type: list
    elements: dict
    required: true
    suboptions:
      name:
        description: Its name. Without O(policies[].content), one of /etc/aa-userns-gen/policies or an installed one.
        type: str
        required: true
      content:
        description: The policy itself, as text or as a mapping. Its C(name) must be the one above.
        type: raw
      state:
        description: Whether it shall be applied.
        type: str
        choices: [present, absent]
        default: present
  when:
    description: V(always) grants on kernels without Ubuntu's restriction, too.
    type: str
    choices: [restricted, always]
    default: restricted
  verify:
    description: Prove on the kernel, at the end, that each binary of the present policies gets what was applied.
    type: bool
    default: true
  restart_units:
    description: Restart running services whose units were changed.
    type: bool
    default: false
  best_effort:
    description: A host that cannot take profiles, such as a container, is no failure.
    type: bool
    default: false
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
"""

RETURN = r"""
generation:
  description: The number of the generation that is in effect.
  type: int
  returned: when the host can take profiles
policies:
  description: The binaries of the present policies and their states, as in C(aa-userns-gen status --json).
  type: list
  returned: when a policy is present
steps:
  description: What was done, or would be, as in C(aa-userns-gen plan --json).
  type: list
  returned: always
diagnoses:
  description: Errors, warnings and notices of aa-userns-gen.
  type: list
  returned: always
"""

OPTIONS = {
    "policies": {
        "type": "list", "elements": "dict", "required": True,
        "options": {
            "name": {"type": "str", "required": True},
            "content": {"type": "raw"},
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
        },
    },
    "when": {"type": "str", "choices": ["restricted", "always"], "default": "restricted"},
    "verify": {"type": "bool", "default": True},
    "restart_units": {"type": "bool", "default": False},
    "best_effort": {"type": "bool", "default": False},
}


def told(diagnosis):
    """In one line: older releases of Ansible show line breaks as '\\n'."""
    place = os.path.basename(diagnosis["file"]) if diagnosis["file"] else ""
    if place and diagnosis["line"]:
        place += ":{line}:{column}".format(**diagnosis)
    text = ": ".join(filter(None, [place, diagnosis["message"]]))
    return text + (" ({hint})".format(**diagnosis) if diagnosis["hint"] else "")


def not_as_applied(report):
    """What `verify` found, which is no diagnosis."""
    found = [(binary["path"], binary) for policy in report.get("policies", []) for binary in policy["binaries"]]
    found += [(sysctl["name"], sysctl) for sysctl in report.get("sysctls", [])]
    found += [(unit["unit"], unit) for unit in report.get("units", [])]
    bad = ("conflict", "drifted", "broken", "unproved", "not-loaded")
    return ["{0} {1}: {2}".format(thing["state"], name, thing["detail"]) for name, thing in found
            if thing["state"] in bad]


def shown(step):
    if "diff" in step:
        before, after = ("/dev/null", step["path"])[:: 1 if step["action"] == "place" else -1]
        return "--- {0}\n+++ {1}\n{2}".format(before, after, step["diff"].rstrip("\n") + "\n")
    words = [step["action"]] + [", ".join(value) if isinstance(value, list) else str(value)
                                for key, value in step.items() if key != "action"]
    return " ".join(words) + "\n"


class Tool:
    def __init__(self, module, program):
        self.module = module
        self.program = program
        self.result = {"changed": False, "steps": [], "diagnoses": []}

    def run(self, command, *arguments):
        common = ["--json"] + (["--best-effort"] if self.module.params["best_effort"] else [])
        # In "/", no file is taken for a policy whose name it has.
        status, output, error = self.module.run_command([self.program, command] + common + list(arguments), cwd="/")
        try:
            report = json.loads(output)
        except ValueError:
            self.fail("cannot read what 'aa-userns-gen {0}' printed (exit status {1}): {2}".format(
                command, status, (error or output).strip()))
        self.result["diagnoses"] += report["diagnoses"]
        if status != 0:
            errors = [told(one) for one in report["diagnoses"] if one["severity"] == "error"]
            errors = errors or not_as_applied(report) or [told(one) for one in report["diagnoses"]]
            self.fail("aa-userns-gen {0}: {1}".format(command, "; ".join(errors)), exit_status=status)
        return report

    def change(self, command, *arguments):
        if self.module.check_mode:
            report = self.run(*(["plan"] if command == "apply" else [command, "--dry-run"]), *arguments)
        else:
            report = self.run(command, *arguments)
        steps = report.get("steps", [])
        self.result["steps"] += steps
        self.result["changed"] |= bool(steps)
        if "generation" in report:
            self.result["generation"] = report["generation"]
        # That there was nothing to remove is as it should be.
        if command == "apply" or steps:
            for diagnosis in report["diagnoses"]:
                if diagnosis["severity"] == "warning":
                    self.module.warn(told(diagnosis))
        return report

    def fail(self, message, **more):
        self.module.fail_json(msg=message, **dict(self.result, **more))

    def finish(self):
        text = "".join(shown(step) for step in self.result["steps"] if step["action"] != "select")
        if self.module._diff and text:
            self.result["diff"] = {"prepared": text}
        for step in self.result["steps"]:
            step.pop("diff", None)
        self.module.exit_json(**self.result)


def argument_for(module, policy):
    """What names the policy on the command line: its name, or a file with its content."""
    name, content = policy["name"], policy["content"]
    if not re.match(r"[a-z0-9][a-z0-9-]*\Z", name):
        module.fail_json(msg="cannot take {0!r} for the name of a policy: small letters, digits and '-' are".format(name))
    if content is None or policy["state"] == "absent":
        return name
    if not isinstance(content, str):
        content = json.dumps(content, indent=2)
    said = re.search(r"""^ *["']?name["']?: *["']?([^"',\s]+)""", content, re.MULTILINE)
    if said and said.group(1) != name:
        module.fail_json(msg="cannot apply the policy {0!r}: its content has the name {1!r}".format(name, said.group(1)))
    path = os.path.join(module.tmpdir, name + ".yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(content)
    return path


def names_to_remove(tool, names):
    """Of these, what is applied, or may be: 'remove' takes a name that no policy has for a mistake; here it is none."""
    if not names or tool.module.params["best_effort"]:
        return names
    applied = {policy["name"]: policy["applied"] for policy in tool.run("list")["policies"]}
    return [name for name in names if applied.get(name, None in applied.values()) is not False]


def verify(tool, report):
    """Where the kernel restricts nothing, there is nothing of a policy to prove."""
    names = {policy["name"] for policy in report.get("policies", [])
             if any(binary["state"] != "not-needed" for binary in policy["binaries"])}
    names |= {setting["policy"] for setting in report.get("sysctls", []) + report.get("units", [])}
    if names:
        tool.run("verify", *sorted(names))


def main():
    module = AnsibleModule(argument_spec=OPTIONS, supports_check_mode=True)
    wanted = module.params["policies"]
    present = [argument_for(module, policy) for policy in wanted if policy["state"] == "present"]
    absent = [argument_for(module, policy) for policy in wanted if policy["state"] == "absent"]
    program = module.get_bin_path("aa-userns-gen", opt_dirs=["/usr/bin", "/usr/local/bin"])
    if program is None and module.check_mode:
        module.exit_json(changed=bool(present), steps=[], diagnoses=[], warnings=[
            "aa-userns-gen is not installed yet: what it would change cannot be told"])
    if program is None:
        module.fail_json(msg="cannot find aa-userns-gen: is it installed?")

    tool = Tool(module, program)
    # First what is new: a binary that moves from one policy to another keeps its grant meanwhile.
    report = {}
    if present:
        options = ["--when", module.params["when"]]
        if module.params["restart_units"] and not module.check_mode:
            options.append("--restart-units")
        report = tool.change("apply", *options, *present)
        tool.result["policies"] = report.get("policies", [])
    absent = names_to_remove(tool, absent)
    if absent:
        tool.change("remove", *absent)
    if module.params["verify"] and not module.check_mode:
        verify(tool, report)
    tool.finish()


if __name__ == "__main__":
    main()
