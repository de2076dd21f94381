"""Policies that are made to be misread: YAML that swells, hides or repeats, encodings, characters, names and values."""
import json

from inputs import POLICY, Input, check, keys, policy, with_binary
from things import fifo, folder, link, socket, sparse, text, zeros

GOOD = with_binary("/usr/bin/id")


def laughs(item: str, of_maps: bool = False) -> str:
    """Each line has nine of the line before."""
    many = "{{{}}}" if of_maps else "[{}]"
    lines = [f"a: &a {item}"]
    for before, letter in zip("abcdefghijklmn", "bcdefghijklmno"):
        nine = ",".join(f"k{at}: *{before}" if of_maps else f"*{before}" for at in range(9))
        lines.append(f"{letter}: &{letter} " + many.format(nine))
    return "\n".join(lines) + "\n"


SWELLING = {
    "aliases of aliases, lists": (laughs("[x,x,x,x,x,x,x,x,x]"), "too many values"),
    "aliases of aliases, maps": (laughs("{x: y}", of_maps=True), "too many values"),
    "aliases of a long text": (f"a: &a {'x' * 4000}\nb: [{','.join(['*a'] * 2000)}]\n", "too many values"),
    "aliases of a long text as keys": (f"a: &a {'x' * 4000}\n" + "".join(f"b{at}: {{*a : 1}}\n" for at in range(2000)),
                                       "too many values"),
    "an alias of itself": ("a: &a [*a]\n", "an alias cannot stand for what it is a part of"),
    "an alias of itself as a key": ("a: &a {*a : x}\n", "an alias cannot stand for what it is a part of"),
    "an alias of nothing": ("a: *nobody\n", "an alias without an anchor"),
    "ten thousand lists in lists": ("[" * 10_000, "nested too deeply"),
    "ten thousand maps in maps": ("{a: " * 10_000, "nested too deeply"),
    "ten thousand maps by indentation": ("".join(" " * at + "a:\n" for at in range(1_000)), "nested too deeply"),
    "ten thousand dashes": ("- " * 10_000, "nested too deeply"),
    "ten thousand question marks": ("? " * 10_000, "nested too deeply"),
    "ten thousand anchors": ("".join(f"a{at}: &a{at} x\n" for at in range(10_000)), "unknown key"),
    "a quote that nothing closes": ('version: 1\nname: "p\n', "a quoted text has no end"),
    "a list that nothing closes": ("version: 1\nbinaries: [{path: /usr/bin/id,\n", "lacks its"),
    "a block of text of 900 KiB": ("version: 1\nname: |\n" + " x" * 450_000, "'name' must"),
    "more than a megabyte": ("# " + "x" * 1_100_000 + "\n" + GOOD, "larger than"),
    "a hundred thousand documents": ("---\n" * 100_000, "the policy is empty"),
    "a million line breaks": ("\n" * 1_000_000, "the policy is empty"),
    "a thousand keys that are none": ("".join(f"k{at}: 1\n" for at in range(1_000)), "unknown key"),
    "fifteen hundred paths": (with_binary([f"/usr/bin/y{at}" for at in range(1_500)], profile="y"), "1500 paths"),
}

TAGS = ["!!python/object/apply:os.system", "!!python/name:os.system", "!ruby/object:Gem", "!!binary", "!!str", "!!int", "!!float",
        "!!bool", "!!null", "!!timestamp", "!!set", "!!omap", "!!merge", "!!js/function", "!<tag:yaml.org,2002:str>", "!<x>",
        "!own", "!e!x"]

WRONG_YAML = {
    "a merge key": ("version: 1\nname: p\nbinaries:\n  - <<: {template: gateway}\n    path: /usr/bin/id\n", "unknown key '<<'"),
    "a merge key in quotes": ('version: 1\nname: p\nbinaries:\n  - "<<": {template: gateway}\n    path: /usr/bin/id\n',
                              "unknown key '<<'"),
    "a key that comes twice": (GOOD + "name: q\n", "repeated key 'name'"),
    "a key that comes twice, once escaped": (GOOD + '"n\\x61me": q\n', "repeated key 'name'"),
    "a key that comes twice in an entry": (GOOD + "    path: /usr/bin/true\n", "repeated key 'path'"),
    "a key that comes twice by an alias": ("version: 1\n&n name: p\n*n : q\n", "repeated key 'name'"),
    "a list as a key": (GOOD + "[a, b]: c\n", "a key must be text"),
    "a map as a key": (GOOD + "{a: b}: c\n", "a key must be text"),
    "no key": (GOOD + ": c\n", "a key must be text"),
    "a second document": (GOOD + "---\n" + GOOD, "second one begins"),
    "a second document behind dots": (GOOD + "...\n---\nevil: 1\n", "second one begins"),
    "text behind the end": (GOOD + "...\nevil: 1\n", "second one begins"),
    "a scalar": ("apply\n", "a policy must be a map"),
    "a list": ("- version: 1\n", "a policy must be a map"),
    "nothing": ("", "the policy is empty"),
    "a comment": ("# version: 1\n", "the policy is empty"),
    "null": ("~\n", "the policy is empty"),
    "JSON that ends early": ('{"version": 1, "name": "p", "binaries": [', "lacks its"),
    "tabs for indentation": ("version: 1\nname: p\nbinaries:\n\t- path: /usr/bin/id\n", "a tab cannot indent a line"),
    "another version": ("version: 2\n", "version 2"),
    "version 01": (GOOD.replace("version: 1", "version: 01"), "'version' must be a whole number"),
    "version 0x1": (GOOD.replace("version: 1", "version: 0x1"), "'version' must be a whole number"),
    "version 1.0": (GOOD.replace("version: 1", "version: 1.0"), "'version' must be a whole number"),
    "version 1e0": (GOOD.replace("version: 1", "version: 1e0"), "'version' must be a whole number"),
    "version +1": (GOOD.replace("version: 1", "version: +1"), "'version' must be a whole number"),
    "version 1_": (GOOD.replace("version: 1", "version: 1_"), "'version' must be a whole number"),
    "version -1": (GOOD.replace("version: 1", "version: -1"), "version -1"),
    "version 99999999999999999999": (GOOD.replace("version: 1", "version: 99999999999999999999"), "version 99999999999999999999"),
    "version in quotes": (GOOD.replace("version: 1", "version: '1'"), "'version' must be a whole number"),
    "a version of many": (GOOD.replace("version: 1", "version: [1]"), "'version' must be a whole number"),
}

ENCODINGS = {
    "UTF-16, little end first, with a mark": (b"\xff\xfe" + GOOD.encode("utf-16-le"), "UTF-16"),
    "UTF-16, big end first, with a mark": (b"\xfe\xff" + GOOD.encode("utf-16-be"), "UTF-16"),
    "UTF-16, little end first": (GOOD.encode("utf-16-le"), "UTF-16"),
    "UTF-16, big end first": (GOOD.encode("utf-16-be"), "UTF-16"),
    "UTF-32, with a mark": (b"\xff\xfe\0\0" + GOOD.encode("utf-32-le"), "UTF-16"),
    "UTF-32, big end first": (GOOD.encode("utf-32-be"), "'\\x00'"),
    "Latin-1": (GOOD.encode() + b"description: \xe9\n", "byte 0xe9 is not valid UTF-8"),
    "a slash of two bytes": (GOOD.encode().replace(b"/id", b"\xc0\xafid"), "byte 0xc0 is not valid UTF-8"),
    "a slash of three bytes": (GOOD.encode().replace(b"/id", b"\xe0\x80\xafid"), "byte 0xe0 is not valid UTF-8"),
    "half of a pair": (GOOD.encode() + b"description: \xed\xa0\x80\n", "byte 0xed is not valid UTF-8"),
    "beyond the last character": (GOOD.encode() + b"description: \xf4\x90\x80\x80\n", "byte 0xf4 is not valid UTF-8"),
    "a character that is cut off": (GOOD.encode() + b"description: \xe2\x80", "byte 0xe2 is not valid UTF-8"),
    "a byte that begins none": (GOOD.encode() + b"description: \x80\n", "byte 0x80 is not valid UTF-8"),
    "a byte 0xff": (GOOD.encode() + b"\xff", "byte 0xff is not valid UTF-8"),
}

# What a terminal, a profile, a unit or a log would take for more than a character.
CONTROLS = ["\0", "\x01", "\x04", "\a", "\b", "\t", "\n", "\v", "\r", "\x1b[2J", "\x1b]0;x\a", "\x7f", "\x85", "\x9b2J", "\u2028",
            "\u2029",
            "\u202e", "\u2066", "\u200e", "\u061c"]
FIELDS = {
    "path": lambda bad: with_binary(f"/usr/bin/x{bad}y"),
    "pattern": lambda bad: with_binary(f"/opt/x{bad}y/*", glob=True, profile="e"),
    "helper": lambda bad: policy("binaries:",
                                 keys({"path": "/usr/bin/bwrap", "template": "bwrap", "helpers": [f"/usr/bin/x{bad}y"]})),
    "profile": lambda bad: with_binary("/usr/bin/id", profile=f"x{bad}y"),
    "template": lambda bad: with_binary("/usr/bin/id", template=f"x{bad}y"),
    "reason": lambda bad: with_binary("/usr/bin/env", allow=["multiplexer"], reason=f"x{bad}y"),
    "allow": lambda bad: with_binary("/usr/bin/env", allow=[f"x{bad}y"], reason="r"),
    "name": lambda bad: GOOD.replace("name: p", f"name: {json.dumps(f'x{bad}y')}"),
    "description": lambda bad: GOOD + f"description: {json.dumps(f'x{bad}y')}\n",
    "key": lambda bad: GOOD + f"{json.dumps(f'x{bad}y')}: 1\n",
    "sysctl": lambda bad: policy("sysctls:", keys({"name": f"x{bad}y", "value": 1})),
    "unit": lambda bad: policy("units:", keys({"unit": f"x{bad}y.service", "set": {"PrivateTmp": False}})),
    "directive": lambda bad: policy("units:", keys({"unit": "x.service", "set": {f"x{bad}y": False}})),
    "value of a directive": lambda bad: policy("units:", keys({"unit": "x.service", "set": {"PrivateTmp": f"no{bad}y"}})),
}
# In most fields some are enough: they all go the same way.
SOME_CONTROLS = ["\n", "\x1b[2J", "\x9b2J", "\u2028", "\u202e"]

PROFILES = ["unconfined", "unprivileged_userns", ":ns:x", "a//b", "a//&b", "a/b", "../x", ".", "..", ".x", "-x", "a b", "a*", "a?",
            "a{b,c}", "a[b]",
            "a\"b", "a\\b", "a,b", "a#b", "a=b", "a@{x}", "@{x}", "^a", "a(b)", "x" * 300, "", "a~", "a.dpkg-new", "a.rpmsave", "é",
            "&x", "a:b", "x;y", "$x", "`x`", "unpriv_bwrap//x"]
NAMES = ["P", "p_q", "p q", "p/q", "../p", ".", "..", "-p", "--all", "p.", "p.yaml", "x" * 65, "é", "*", "p\u0430", "p~", "1.5",
         "~"]
TEMPLATES = ["../gateway", "/etc/passwd", "Gateway", "gateway.bak", "-gateway", ".gateway", "_x", "a" * 65, "nobody-has-this", "é",
             "gateway/../gateway", "*"]
SYSCTLS = ["kernel.core_pattern", "kernel.modprobe", "kernel/apparmor_restrict_unprivileged_userns", "../kernel.x",
           "net.ipv4.ip_forward",
           "KERNEL.APPARMOR_RESTRICT_UNPRIVILEGED_USERNS", "user.*", "*",
           "kernel..apparmor_restrict_unprivileged_userns", "kernel.apparmor_restrict_unprivileged_userns=0", "fs.suid_dumpable",
           "user.max_pid_namespaces"]
VALUES = ["-1", "2", "1.0", "1e1", "0x1", "01", "'1'", "[1]", "{}", "''", "true", "99999999999999999999", "-99999999999999999999",
          "1 2", "'0;reboot'",
          "\"0\\nkernel.modprobe=/x\"", ".inf", "1_0"]
UNITS = ["x", "x.socket", "../x.service", "a/b.service", ".service", "..service", "x.service.d/../../y.service", "*.service",
         "x\\.service",
         "x.service\\x2f", "é.service", "x" * 300 + ".service", "$x.service", "%i.service", "x;y.service", ".x.service"]
DIRECTIVES = ["ExecStart", "ExecStartPre", "User", "Environment", "AppArmorProfile", "NoNewPrivileges", "PrivateUsers",
              "privatetmp", "PrivateTmp ",
              "PrivateTmp=no\nExecStart", "[Service]", "CapabilityBoundingSet", ""]
DIRECTIVE_VALUES = ['true', '1', '"no\\nExecStart=/x"', '"no; x"', '[false]', '{}', '~', '""', '"false "', 'disconnected']
ALLOWS = ["all", "*", "Shell", "shell ", "", "user-writable,shell", "no-such"]


def one_of(what: str, value: str, content: str, says: str) -> Input:
    return check(f"the {what} {value if len(value) < 60 else value[:20] + '...'!a}", content, says)


SAID = {"path": "'path' must not contain control characters", "pattern": "'path' must not contain control characters",
        "helper": "each item of 'helpers' must not contain control characters",
        "allow": "each item of 'allow' must be the name of a finding",
        "key": "unknown key 'x", "sysctl": "'name' must be one line", "directive": "a policy cannot set 'x",
        "value of a directive": "can only be switched off"}

INPUTS = [
    *(check(f"YAML, {name}", content, says) for rows in (SWELLING, WRONG_YAML) for name, (content, says) in rows.items()),
    *(check(f"the tag {tag}", GOOD.replace('"/usr/bin/id"', f'{tag} "/usr/bin/id"'), "tag") for tag in TAGS),
    *(check(f"written in {name}", content, says) for name, (content, says) in ENCODINGS.items()),
    *(check(f"{control!a} in a {field}", content(control), SAID.get(field, f"'{field}' must be one line")) for field,
      content in FIELDS.items()
      for control in (CONTROLS if field == "path" else SOME_CONTROLS)),
    *(check(f"{control!a} as it is", GOOD.encode() + b"description: x" + control.encode() + b"y\n", "control character")
      for control in ("\0", "\x01", "\x04", "\b", "\x1b[2J", "\x7f", "\x85", "\x9b2J", "\rx")),
    *(one_of("profile", each, with_binary("/usr/bin/id", profile=each), "'profile' ") for each in PROFILES),
    *(one_of("name", each, GOOD.replace("name: p", f"name: {json.dumps(each)}"), "'name' ") for each in NAMES),
    *(one_of("template", each, with_binary("/usr/bin/id", template=each), "template") for each in TEMPLATES),
    *(one_of("sysctl", each, policy("sysctls:", keys({"name": each, "value": 1})), "a policy cannot set") for each in SYSCTLS),
    *(one_of("value of a sysctl", each, policy("sysctls:", "  - name: kernel.apparmor_restrict_unprivileged_userns",
                                               f"    value: {each}", "    reason: r"),
             "'value' must be") for each in VALUES),
    *(one_of("unit", each, policy("units:", keys({"unit": each, "set": {"PrivateTmp": False}})), "'unit' ") for each in UNITS),
    *(one_of("directive", each, policy("units:", keys({"unit": "x.service", "set": {each: False}})),
             "'PrivateUsers' does not help" if each == "PrivateUsers" else "a policy cannot set") for each in DIRECTIVES),
    *(one_of("value of a directive", each, policy("units:", "  - unit: x.service", f"    set: {{ PrivateTmp: {each} }}"),
             "'PrivateTmp'")
      for each in DIRECTIVE_VALUES),
    *(one_of("word of allow", each, with_binary("/usr/bin/env", allow=[each], reason="r"), "each item of 'allow'")
      for each in ALLOWS),
]
FILES = {  # what the policy's file is, and what is said
    "a FIFO that nobody writes to": (fifo, "the policy is empty"), "a folder": (folder, "a folder"),
    "a socket": (socket, "cannot open"), "a device": (zeros, "it is larger than 64 MiB"),
    "a link to a device": (link("/dev/zero"), "it is larger than 64 MiB"),
    "a link in a circle": (link(POLICY), "Too many levels of symbolic links"),
    "a link to nothing": (link("/nowhere"), "there is no such file"),
    "a link to the memory of init": (link("/proc/1/mem"), "cannot read"),
    "a file of 10 GB": (sparse(10 << 30), "it is larger than 64 MiB"),
}
INPUTS += [Input(f"the policy is {name}", f"check {POLICY}", 3, says, {POLICY: thing}) for name, (thing, says) in FILES.items()]
INPUTS += [Input(f"the policy's name is {name!a}", f"check /tmp/given/{name}", 3, "policy version 2",
                 {f"/tmp/given/{name}": text("version: 2\n")})
           for name in ("\x1b[2J", "a\nb", "\u202e", "\x9b2J", "\udcff")]
