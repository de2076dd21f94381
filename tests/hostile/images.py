"""Trees that are worked on with --root DIR: others made what is in them, and may own it."""
import struct

from inputs import POLICY, STATE, TREE, Input, keys, policy
from things import Thing, fifo, folder, link, owned, socket, sparse, text, zeros

BWRAP = text(policy("binaries:", keys({"path": "/usr/bin/bwrap", "template": "bwrap", "allow": ["user-writable"],
                                       "reason": "a test"})))
GIVEN = {POLICY: BWRAP}
COMMANDS = {"apply": f"apply --root {TREE} {POLICY}", "status": f"status --root {TREE}", "check": f"check --root {TREE} {POLICY}",
            "doctor": f"doctor --root {TREE}", "plan": f"plan --root {TREE} {POLICY}", "recover": f"recover --root {TREE}",
            "remove": f"remove --root {TREE} --all", "purge": f"remove --root {TREE} --all --purge",
            "rollback": f"rollback --root {TREE}", "reconcile": f"reconcile --root {TREE}", "history": f"history --root {TREE}",
            "explain": f"explain --root {TREE} userns"}


def head(major: int, size: int) -> bytes:
    return bytes([major << 5 | size]) if size < 24 else bytes([major << 5 | 26]) + struct.pack(">I", size)


def cbor(value: object) -> bytes:
    """As the program writes it, RFC 8949."""
    match value:
        case bool():
            return b"\xf5" if value else b"\xf4"
        case int():
            return head(0, value) if value >= 0 else head(1, -1 - value)
        case bytes():
            return head(2, len(value)) + value
        case str():
            return head(3, len(value.encode())) + value.encode()
        case list():
            return head(4, len(value)) + b"".join(map(cbor, value))
        case dict():
            return head(5, len(value)) + b"".join(cbor(key) + cbor(each) for key, each in value.items())
    raise TypeError(value)


def record(*steps: dict[str, object]) -> Thing:
    """Of a change that began, with how to take it back."""
    return text(cbor({"schema": 1, "boot": "x", "command": "apply", "new_generation": 1, "undo": list(steps)}), 0o600)


def place(path: str, mode: int = 0o644, uid: int = 0, gid: int = 0, is_link: bool = False) -> dict[str, object]:
    return {"action": "place", "path": path,
            "file": {"content": b"/usr/bin/id", "mode": mode, "uid": uid, "gid": gid, "is_link": is_link}}


def remove(path: str) -> dict[str, object]:
    return {"action": "remove", "path": path}


def forged(name: str, says: str, *steps: dict[str, object], command: str = "recover", status: int = 5) -> Input:
    return Input(f"{command} with the record of a change that {name}", COMMANDS[command], status, says,
                 {f"{STATE}/pending": record(*steps), **GIVEN},
                 tree_of=0)


# None is where a step of ours puts a file.
NOT_OUR_PATHS = """/su /etc/passwd /etc/shadow /etc/cron.d/x /etc/ld.so.preload /etc/sudoers.d/x /etc/apparmor.d/bwrap /etc/apparmor.d/local/a/b
 /etc/apparmor.d/aa-userns-gen./x /etc/apparmor.d/aa-userns-gen.x/../../passwd /etc/apparmor.d/aa-userns-gen.x/y /etc/apparmor.d/../aa-userns-gen.x
 /etc//apparmor.d/aa-userns-gen.x etc/apparmor.d/aa-userns-gen.x ../etc/apparmor.d/aa-userns-gen.x /etc/apparmor.d/disable/../../x /etc/apparmor.d/disable/..
 /etc/apparmor.d/disable/ /etc/sysctl.d/99-x.conf /etc/sysctl.d/z/zz-aa-userns-gen.conf /etc/systemd/system/x.service
 /etc/systemd/system/x.service.d/evil.conf /etc/systemd/system/x.service.d/../../../cron.d/x /etc/systemd/user/x/aa-userns-gen.conf
 /usr/lib/systemd/system/x.service.d/zz-aa-userns-gen.conf /var/lib/aa-userns-gen/pending /var/lib/aa-userns-gen/edited/../../x
 /var/lib/aa-userns-gen/edited/a/b /var/lib/aa-userns-gen/generations/1/generation.json /root/.ssh/authorized_keys /tmp/x /proc/sys/kernel/core_pattern /""".split()
OURS = "/etc/apparmor.d/aa-userns-gen.x"
FORGED = [
    *(forged(f"places {path}", f"its record is not ours, it would place {path}", place(path)) for path in NOT_OUR_PATHS),
    *(forged(f"removes {path}", f"its record is not ours, it would remove {path}", remove(path)) for path in NOT_OUR_PATHS),
    # Without a block of ours, nor in the place of one.
    forged("places /etc/apparmor.d/local/bwrap", "its record is not ours, it would place /etc/apparmor.d/local/bwrap",
           place("/etc/apparmor.d/local/bwrap")),
    *(forged(f"places a file with mode {mode:o}", "with setuid or setgid", place(OURS, mode))
      for mode in (0o4755, 0o2755, 0o6777, 0o1644, 0o10644, 0o100644)),
    forged("gives a file to a user", f"would give {OURS} away", place(OURS, uid=1000)),
    forged("gives a file to a group", f"would give {OURS} away", place(OURS, gid=1000)),
    forged("makes a profile a link", f"would make {OURS} another kind of file", place(OURS, is_link=True)),
    forged("makes a link of disable/ a file", "another kind of file", place("/etc/apparmor.d/disable/x")),
    forged("sets another kernel setting", "would set kernel.core_pattern",
           {"action": "set", "name": "kernel.core_pattern", "value": "|/x"}),
    forged("sets a word", "would set user.max_user_namespaces to 0;x",
           {"action": "set", "name": "user.max_user_namespaces", "value": "0;x"}),
    forged("sets nothing", "would set user.max_user_namespaces to",
           {"action": "set", "name": "user.max_user_namespaces", "value": ""}),
    forged("sets by way of a folder", "would set", {"action": "set", "name": "user/../kernel/core_pattern", "value": "1"}),
    forged("selects a generation below none", "would select a generation that cannot be", {"action": "select", "number": -1}),
    forged("has a step of no kind", "cannot take back a step of the kind 'run'", {"action": "run", "path": "/bin/sh"}),
    forged("has a name with an escape", "would place /\\x1b[2J", place("/\x1b[2J")),
    forged("has a kind with an escape", "of the kind '\\x1b[2J'", {"action": "\x1b[2J"}),
    forged("has a good step before a bad one", "would place /su", place(OURS), place("/su")),
    forged("lacks a path", "cannot read the record of an interrupted change", {"action": "remove"}),
    forged("has a number for a path", "cannot read the record of an interrupted change", {"action": "remove", "path": 7}),
    *(forged("places /su", "would place /su", place("/su"), command=command)
      for command in ("apply", "remove", "purge", "rollback", "reconcile")),
]

NOT_RECORDS = {"empty": text(""), "text": text("x" * 100), "JSON": text('{"schema": 1}'), "cut off": text(cbor({"schema": 1})[:-1]),
               "lists in lists": text(b"\x81" * 1_000_000), "a list of four thousand million": text(b"\x9a\xff\xff\xff\xff"),
               "a text as long as memory": text(b"\x7b\xff\xff\xff\xff\xff\xff\xff\xff"),
               "bytes without end": text(b"\x5f" * 1_000_000)}
BROKEN = [Input(f"recover with a record that is {name}", COMMANDS["recover"], 5, "cannot read the record of an interrupted change",
                {f"{STATE}/pending": thing}, tree_of=0) for name, thing in NOT_RECORDS.items()]

# Whatever the state is, what others own decides nothing.
OWNED = [Input(f"{command} with a state folder of a user's", line, 4, "belongs to user 1000",
               {f"{STATE}/pending": owned(record(place("/su", 0o4755))), **GIVEN},
               tree_of=1000) for command, line in COMMANDS.items() if command not in ("check", "explain", "doctor")]
OWNED += [Input(f"{name} {command}", COMMANDS[command], 4, says, {**things, **GIVEN}, tree_of=0)
          for command in ("apply", "status")
          for name, says, things in (
              ("a folder above the state is a user's:", "belongs to user 1000",
               {f"{TREE}/var": owned(folder), f"{STATE}/pending": record(place("/su"))}),
              ("anybody can write a folder above the state:", "can be written by everybody",
               {f"{TREE}/var/lib": owned(folder, 0, 0o777), f"{STATE}/pending": record(place("/su"))}),
              ("anybody can write a sticky folder above the state:", "can be written by everybody",
               {f"{TREE}/var/lib": owned(folder, 0, 0o1777), f"{STATE}/pending": record(place("/su"))}),
              ("everybody can write the state:", "can be written by everybody",
               {STATE: owned(folder, 0, 0o777), f"{STATE}/pending": record(place("/su"))}),
              ("the state is a link of a user's:", "belongs to user 1000",
               {STATE: owned(link("/srv/state")), f"{TREE}/srv/state/pending": record(place("/su"))}),
              ("the state is behind a link to a user's folder:", "belongs to user 1000",
               {f"{TREE}/srv": owned(folder), STATE: link("/srv/state"), f"{TREE}/srv/state/pending": record(place("/su"))}),
          )]

SIZE = 10 << 30
ODD = {"a FIFO": fifo, "a socket": socket, "a device": zeros, "a link to a secret of the host": link("/root/secret"),
       "a link that climbs to it": link("../" * 12 + "root/secret"), "a folder": folder, "a file of 10 GB": sparse(SIZE),
       "a link to itself": link("loop")}
# What apply says where a file of the state is one of these. DONE: it takes another file's place, as if there were none.
KINDS = ["a FIFO", "a socket", "a device", "a folder", "a file of 10 GB", "a link to a secret of the host",
         "a link that climbs to it", "a link to itself"]
DONE, FILE, LOOP, NO_FOLDER = "applied: generation", "it is no regular file", "Too many levels of symbolic links", "Not a directory"
FOLDER, LARGE, NO_LINK, NONE = "it is a folder", "it is larger than 64 MiB", "it is another kind of file", "No such file or directory"
STATE_FILES = {
    "/lock": [FILE, "No such device or address", FILE, "Is a directory", DONE, LOOP, LOOP, LOOP],
    "/pending": [FILE, FILE, FILE, FOLDER, LARGE, DONE, DONE, DONE],
    "/purging": [DONE, DONE, DONE, "Is a directory", DONE, DONE, DONE, DONE],
    "/current": [NO_LINK, NO_LINK, NO_LINK, NO_LINK, NO_LINK, DONE, DONE, DONE],
    "/history": [FILE, FILE, FILE, FOLDER, LARGE, DONE, DONE, DONE],
    "/generations": [NO_FOLDER, NO_FOLDER, NO_FOLDER, DONE, NO_FOLDER, NO_FOLDER, NO_FOLDER, NO_FOLDER],
    "": [NO_FOLDER, NO_FOLDER, NO_FOLDER, DONE, NO_FOLDER, NONE, NONE, NONE],
}
MISSING = "a file is missing from its folder"
MANIFEST = "/generations/1/generation.json"  # read where it is the current one
STATE_ROWS = [Input(f"apply: {STATE[len(TREE):]}{name} is {kind}", COMMANDS["apply"], 0 if says == DONE else 1, says,
                    {STATE + name: ODD[kind], **GIVEN},
                    tree_of=0, may_change=TREE)
              for name, answers in STATE_FILES.items() for kind, says in zip(KINDS, answers, strict=True)]
STATE_ROWS += [Input(f"status: {STATE[len(TREE):]}{MANIFEST} is {kind}", COMMANDS["status"], 1, says,
                     {STATE + MANIFEST: ODD[kind], f"{STATE}/current": link("generations/1"), **GIVEN}, tree_of=0)
               for kind, says in zip(KINDS, [FILE, FILE, FILE, MISSING, LARGE, MISSING, MISSING, MISSING], strict=True)]
STATE_ROWS += [Input(f"status: current leads to {target}", COMMANDS["status"], 0, "nothing is applied",
                     {f"{STATE}/current": link(target), **GIVEN}, tree_of=0)
               for target in ("/root", "../../../../../root", ".", "generations/x", "generations/-1", "generations/0",
                              "generations/99999999999999999999")]

# What a command answers where a file that it reads is one of these, whoever put it there.
STAGED, COMPILE, NO_ABI, NO_PROGRAM = (0, "no mistakes"), (1, "cannot compile the profile bwrap"), (4,
    "does not know 'userns'"), (3, "it is not a program")
GAP, AWAY, BROKEN_PROFILE, DANGLING = (0, "this is an image tree"), (0, "missing "), (7, "cannot be compiled"), (7,
    "leads to nothing")
READ = {
    "check": {
        "etc/apparmor.d/abi/4.0": [(1, FILE), (1, FILE), (1, FILE), (1, FOLDER), (1, LARGE), NO_ABI, NO_ABI, NO_ABI],
        "etc/apparmor.d/tunables/global": [COMPILE, COMPILE, COMPILE, STAGED, COMPILE, COMPILE, COMPILE, COMPILE],
        "etc/apparmor.d/tunables/home.d/x": [STAGED] * 8,
        "etc/apparmor.d/local/bwrap": [STAGED] * 8,
        "etc/apparmor.d/local/unpriv_bwrap": [STAGED] * 8,
        "etc/apparmor/parser.conf": [(1, FILE), (1, FILE), (1, FILE), (1, FOLDER), (1, LARGE), STAGED, STAGED, STAGED],
        "etc/shells": [STAGED] * 8,
        "usr/bin/bwrap": [NO_PROGRAM] * 5 + [AWAY] * 3,
        "etc/aa-userns-gen/templates/bwrap": [(1, FILE), (1, FILE), (1, FILE), (1, FOLDER), (1, "belongs to user 1000"), STAGED,
                                              STAGED, STAGED],
    },
    "doctor": {
        **{name: [GAP] * 8 for name in ("etc/sysctl.d/x.conf", "usr/lib/sysctl.d/x.conf", "etc/systemd/user/x.service",
                                        "etc/passwd",
                                        "etc/systemd/user/x.service.d/y.conf", "var/log/syslog", "var/log/kern.log",
                                        "var/log/audit/audit.log",
                                        "etc/os-release")},
        "etc/apparmor.d/hostile": [BROKEN_PROFILE, BROKEN_PROFILE, BROKEN_PROFILE, GAP, BROKEN_PROFILE, DANGLING, DANGLING,
                                   DANGLING],
    },
}
READ_ROWS = [Input(f"{command}: {name} is {kind}", COMMANDS[command], status, says, {f"{TREE}/{name}": owned(ODD[kind]), **GIVEN},
                   tree_of=1000)
             for command, names in READ.items() for name, answers in names.items() for kind,
             (status, says) in zip(KINDS, answers, strict=True)]

# Where the state is root's, and the folder of the profiles is not.
ODD_PROFILE = [(1, FILE), (1, FILE), (1, FILE), (1, FOLDER), (1, LARGE), (6, "it is not ours"), (6, "it is not ours"),
               (6, "it is not ours")]
PLACES = {
    f"{name} is {kind}": ({TREE + path: owned(ODD[kind])}, status, says)
    for name, path, answers in (
        ("our profile's file", "/etc/apparmor.d/aa-userns-gen.bwrap", ODD_PROFILE),
        ("the folder of profiles", "/etc/apparmor.d", [NO_ABI] * 8),
        ("/etc", "/etc", [NO_ABI] * 8),
        ("/var", "/var", [(4, "/var belongs to user 1000")] * 8),
    ) for kind, (status, says) in zip(KINDS, answers, strict=True)
}
PLACES["the folder of profiles is a link to the host's"] = ({f"{TREE}/etc/apparmor.d": link("../" * 12 + "etc/apparmor.d")}, 1,
    LOOP)
PLACES["/etc is a link to the host's"] = ({f"{TREE}/etc": link("../" * 12 + "etc")}, 1, LOOP)
PLACE_ROWS = [Input(f"apply: {name}", COMMANDS["apply"], status, says, {**things, **GIVEN}, tree_of=0, may_change=TREE)
              for name, (things, status, says) in PLACES.items()]

INPUTS = FORGED + BROKEN + OWNED + STATE_ROWS + READ_ROWS + PLACE_ROWS
