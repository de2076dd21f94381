"""Logs that suggest reads, and words that explain is asked about: most of what is in them any user can choose."""
from inputs import LOG, Input
from things import folder, link, program, socket, text

NOW = 4_000_000_000  # seconds, in a year when nothing is newer
START = f'audit: type=1400 audit({NOW}.966:%d): apparmor="DENIED" operation="userns_create" class="namespace" '


def denied(*, comm: str = '"x"', path: str = "", profile: str = '"unconfined"', serial: int = 1, more: str = "") -> str:
    """The record of a refused namespace, as the kernel writes it; values with their quotes, or in hex as they are."""
    execpath = f" execpath={path}" if path else ""
    return START % serial + f'info="x" error=-13 profile={profile} pid=1 comm={comm} requested="userns_create"{execpath}{more}\n'


def hexed(value: str) -> str:
    return value.encode(errors="surrogateescape").hex().upper()


OURS = "/usr/local/lib/ours/tool"  # a program of root's, which a policy may name
READY = {OURS: program("\x7fELF")}


def suggest(name: str, content: str | bytes, says: str, never: str = "^  - path:") -> Input:
    return Input(f"suggest from {name}", f"suggest --log {LOG}", 0, says, {LOG: text(content), **READY}, never=never)


CANNOT = "cannot be named in a policy"
# Paths that a policy cannot name, or whose program must not have a grant, with what is said.
PATHS = {
    **{f"/usr/bin/x{bad}y": CANNOT for bad in ("\x1b[2J", "\n", "\r", "\t", "\a", "\b", "\x7f", "\u2028", "\u2029", "\u202e",
                                               "\x9b2J", '"', "\\", "@{x}",
                                                '"\n    template: gateway\n  - path: "/usr/bin/env')},
    "/usr/bin/../../tmp/x": CANNOT, "/usr//bin/x": CANNOT, "/usr/bin/x/": CANNOT, "relative": CANNOT, "/" + "x" * 5000: CANNOT,
    "/usr/bin/\udcff": CANNOT,
    "/tmp/x": "has another path after its next start", "/dev/shm/x": "has another path after its next start",
    "/run/user/1000/x": "has another path after",
    "/home/tester/x": "others than root can change", "/proc/self/exe": "has another path after", "/snap/x/1/x": "belongs to a snap",
    **{path: "would be one for everything that it can be told to run" for path in
       ("/usr/bin/python3", "/usr/bin/perl", "/bin/sh", "/usr/bin/setarch", "/usr/bin/env", "/usr/bin/busybox", "/usr/sbin/capsh",
        "/usr/bin/xterm",
        "/usr/lib64/ld-linux-x86-64.so.2", "/usr/bin/bash-static", "/usr/bin/qemu-arm-static")},
}
NONE = "the standard folders have no program"
COMMS = {  # a name that any process can give itself
    **{name: "would be one for everything that it can be told to run"
       for name in ("setarch", "python3", "bash", "sudo", "env", "perl", "busybox", "systemd-executor")},
    "../../bin/id": NONE, "/usr/bin/id": NONE, ".": NONE, "..": NONE, "": NONE,
    "\x1b[2J": NONE, "id\nx": NONE, "*": NONE, "aa-userns-gen": "no program was refused",
    "123456789012345": "may be the beginning of a longer name",
}
GOOD = denied(path=f'"{OURS}"')
WHOLE = {  # logs, what is said of them, and what they must not get
    "a record that does not end on its line, and another": (denied(path='"/tmp/x') + GOOD, "does not end on its line"),
    "a record in the name of a folder": (f'{denied(path=chr(34) + "/tmp/a")[:-1]}\n{GOOD}', "does not end on its line"),
    "a million empty lines": ("\n" * 1_000_000, "no program was refused"),
    "a line of 5 MB": ("x" * 5_000_000 + GOOD, "no program was refused"),
    "NULs": (b"\0" * 1_000_000, "no program was refused"),
    "no UTF-8": (bytes(range(128, 256)) * 1000, "no program was refused"),
    "escapes": ("\x1b[2J\x1b]0;x\a" * 1000, "no program was refused"),
    "nothing": ("", "no program was refused"),
    "hex of an odd length": (denied(path="2F7"), CANNOT),
    "hex that is none": (denied(path="ZZ"), CANNOT),
    "a field that comes twice": (denied(path='"/tmp/x"', more=f' execpath="{OURS}"'), "has another path after its next start"),
    "another profile's record": (denied(path=f'"{OURS}"', profile='"\x1b[2J"'), "has a profile, '\\x1b[2J'"),
    "a record that was allowed": (GOOD.replace("DENIED", "ALLOWED"), "no program was refused"),
    "twenty thousand programs": ("".join(denied(path=f'"/tmp/{at}"', serial=at) for at in range(20_000)),
                                 "has another path after its next start"),
    "a secret for a name": (denied(comm='"/root/secret"'), NONE),
}
# A record in them is one of a program that may have a grant; it gets no other.
ODD_RECORDS = {
    "a record in single quotes": "type=USER_AVC msg='" + GOOD[:-1] + "'\n",
    "times before all time": GOOD.replace(str(NOW), "-99999999999999999999"),
    "times after all time": GOOD.replace(str(NOW), "99999999999999999999"),
    "a record with a hundred thousand fields": GOOD[:-1] + " a=b" * 100_000 + "\n",
}
UNREADABLE = {  # records without their sense are no "nothing was refused"
    "quotes that nothing closes": 'audit(1.1:1): apparmor="DENIED operation="userns_create" profile="unconfined" comm="\n' * 500,
    "a decision that no kernel knows": GOOD.replace("DENIED", "REFUSED"),
    "a record that ends too early": GOOD[:90] + "\n",
}
LOG_FILES = {"a folder": (folder, 1, "it is a folder"), "a socket": (socket, 1, "cannot open"),
             "a link in a circle": (link(LOG), 1, "Too many levels"),
             "a link to nothing": (link("/nowhere"), 1, "No such file"),
             "a secret": (link("/root/secret"), 0, "no program was refused")}

WORDS = ["\x1b[2J", "\u202e", "\x9b2J", "bwrap:\x1b]0;x\abwrap", "x" * 100_000, "\udcff\udcfe", "\u2028", "userns\n\x1b[2J", "%s%n",
         "$(reboot)", "*"]

INPUTS = [
    *(suggest(f"a record with the path {path if len(path) < 99 else path[:9] + '...'!a}", denied(path=hexed(path)), says) for path,
      says in PATHS.items()),
    *(suggest(f"a record with the name {name!a}", denied(comm=hexed(name) if not name.isprintable() else f'"{name}"'), says)
      for name, says in COMMS.items()),
    *(suggest(name, content, says) for name, (content, says) in WHOLE.items()),
    *(Input(f"suggest from {name}", f"suggest --log {LOG}", 4, " like one, such as", {LOG: text(content), **READY}, never="^  - path:")
      for name, content in UNREADABLE.items()),
    *(suggest(name, content, "The log was not read from the kernel itself", never="^  - path: \"?(?!" + OURS + ")") for name,
      content in ODD_RECORDS.items()),
    *(Input(f"suggest from {name}", f"suggest --log {LOG}", status, says, {LOG: thing}, never="- path:") for name,
      (thing, status, says) in LOG_FILES.items()),
    *(Input(f"explain {word if len(word) < 99 else word[:9] + '...'!a}", f"explain {word}", 0, "this is none of the messages", {})
      for word in WORDS),
]
