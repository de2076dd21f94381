"""Profiles and templates that others, packages and administrators left where they are read."""
from inputs import POLICY, TREE, Input, keys, policy, with_binary
from things import Thing, fifo, folder, link, owned, socket, sparse, text, zeros

PLAN = f"plan --root {TREE} {POLICY}"
PROFILE = f"{TREE}/etc/apparmor.d/hostile"
BWRAP = {POLICY: text(policy("binaries:", keys({"path": "/usr/bin/bwrap", "template": "bwrap"})))}


def chain(count: int, last: str) -> str:
    """Variables of variables: each doubles the one before."""
    return "@{A0}=/usr/bin/x\n" + "".join(f"@{{A{at + 1}}}=@{{A{at}}}x @{{A{at}}}y\n" for at in range(count)) + last


# The text of a profile's file, the exit status of a plan for bwrap, and what is said.
PROFILES: dict[str, tuple[str | bytes, int, str]] = {
    "includes itself": ("include <hostile>\nprofile x /usr/bin/bwrap { }\n", 6, "/etc/apparmor.d/hostile"),
    "includes the folder that it is in": ("include <.>\nprofile x /usr/bin/bwrap { }\n", 6, "/etc/apparmor.d/hostile"),
    "includes a file of the host": ('include "/root/secret"\nprofile x /usr/bin/bwrap { }\n', 6,
                                    "claims it, and does not grant them"),
    "includes what climbs": ("include <../../root/secret>\nprofile x /usr/bin/bwrap { }\n", 6,
                             "claims it, and does not grant them"),
    "includes a device": ('include "/dev/zero"\nprofile x /usr/bin/bwrap { }\n', 6, "claims it, and does not grant them"),
    "includes the memory of init": ('include "/proc/1/mem"\nprofile x /usr/bin/bwrap { }\n', 6,
                                    "claims it, and does not grant them"),
    **{f"attaches by {pattern}": (f"profile x {pattern} {{ }}\n", 6, "/etc/apparmor.d/hostile") for pattern in (
        "/usr/bin/[b]wrap", "/usr/bin/bwra[o-q]", "/usr/bin/[^a]wrap", "/usr/bin/{bwrap,x}", "/usr/bin/{b,x}wrap",
        "/{usr/,}bin/bwrap", "/usr/bin/b?rap",
        "/usr/bin/bw*p", "/**/bwrap", "/usr/bin/bwrap{,.old}", "/usr/bin/\\142wrap", "/usr/bin/\\x62wrap", "/usr/bin/\\bwrap",
        '"/usr/bin/bwrap"',
        "/usr/*bin*/bwrap", "/{,usr/}{,s}bin/bwrap")},
    "attaches by a variable": ("@{X}=/usr/bin\nprofile x @{X}/bwrap { }\n", 6, "/etc/apparmor.d/hostile"),
    "attaches by a variable in two steps": ("@{X}=/usr\n@{Y}=@{X}/bin\nprofile x @{Y}/bwrap { }\n", 6, "/etc/apparmor.d/hostile"),
    "attaches by a variable that is added to": ("@{X}=/opt\n@{X}+=/usr/bin\nprofile x @{X}/bwrap { }\n", 6,
                                                "/etc/apparmor.d/hostile"),
    "attaches by its name": ("/usr/bin/bwrap { }\n", 6, "/etc/apparmor.d/hostile"),
    "attaches in complain mode": ("/usr/bin/bwrap flags=(complain) { }\n", 6, "complain mode"),
    "attaches after comments and blanks": ("#\n\t \n profile\tx\t/usr/bin/bwrap\t{\n}\n", 6, "/etc/apparmor.d/hostile"),
    "attaches with lines that end in CR": ("profile x /usr/bin/bwrap {\r\n}\r\n", 6, "/etc/apparmor.d/hostile"),
    "attaches after a NUL": (b"\0\nprofile x /usr/bin/bwrap { }\n", 6, "/etc/apparmor.d/hostile"),
    "attaches after what is no UTF-8": (b"# \xff\xfe\nprofile x /usr/bin/bwrap { }\n", 6, "/etc/apparmor.d/hostile"),
    "has an escape for its name": ('profile "\x1b[2J" /usr/bin/bwrap { }\n', 6, "\\x1b[2J"),
    "has a name that turns the text": ('profile "\u202e" /usr/bin/bwrap { }\n', 6, "\\u{202e}"),
    "has a command for its name": ('profile "$(reboot)" /usr/bin/bwrap { }\n', 6, "/etc/apparmor.d/hostile"),
    "has a name of a megabyte": (f"profile {'x' * 1_000_000} /usr/bin/bwrap {{ }}\n", 6, "/etc/apparmor.d/hostile"),
    "has the name of ours": ("profile bwrap /usr/bin/other { }\n", 6, "/etc/apparmor.d/hostile"),
    "has the name of our child": ("profile unpriv_bwrap /usr/bin/other { }\n", 6, "/etc/apparmor.d/hostile"),
    "has variables that double thirty times": (chain(30, "profile q @{A30} { }\n"), 0, "cannot expand the variables"),
    "has variables that refer to each other": ("@{A}=@{B}\n@{B}=@{A}\nprofile q @{A} { }\n", 0, "/etc/apparmor.d/hostile"),
    "has a variable that nobody sets": ("profile q @{NOBODY}/x { }\n", 0, "/etc/apparmor.d/hostile"),
    "has five hundred braces in braces": (f"profile q /{'{a,' * 500}b{'}' * 500} {{ }}\n", 0,
                                          "place /etc/apparmor.d/aa-userns-gen.bwrap"),
    "has a brace that nothing closes": ("profile q /{a,b { }\n", 0, "place /etc/apparmor.d/aa-userns-gen.bwrap"),
    "has thirty stars": (f"profile q /{'*a' * 30}Z {{ }}\n", 0, "place /etc/apparmor.d/aa-userns-gen.bwrap"),
    "has thirty double stars": (f"profile q /{'**a' * 30}Z {{ }}\n", 0, "place /etc/apparmor.d/aa-userns-gen.bwrap"),
    "has thirty alternatives of two": (f"profile q /{'{a,b}' * 30} {{ }}\n", 0, "place /etc/apparmor.d/aa-userns-gen.bwrap"),
    "has ten thousand profiles in profiles": ("profile q {\n" * 10_000, 0, "place /etc/apparmor.d/aa-userns-gen.bwrap"),
    "has ten thousand braces": ("{" * 10_000, 0, "place /etc/apparmor.d/aa-userns-gen.bwrap"),
    "has a quote that nothing closes": ('profile q "/usr/bin/x { }\n', 0, "place /etc/apparmor.d/aa-userns-gen.bwrap"),
    "has 5 MB of text": ("# " + "x" * 5_000_000, 0, "it is too large for a profile"),
    "is empty": ("", 0, "place /etc/apparmor.d/aa-userns-gen.bwrap"),
    "has conditions that nothing ends": ("if defined @{X} {\n" * 1000, 0, "place /etc/apparmor.d/aa-userns-gen.bwrap"),
    "claims ours by a header like ours": ("# Managed by aa-userns-gen\nprofile x /usr/bin/bwrap { }\n", 6,
                                          "/etc/apparmor.d/hostile"),
}
NAMES = ["\x1b[2Jx", "a\nb", "\u202ex", "$(reboot)", "a b", "'x'", "-rf", "x;reboot", "\udcff", "*"]
ODD: dict[str, Thing] = {"a FIFO": fifo, "a socket": socket, "a device": zeros, "a link to a secret": link("/root/secret"),
                         "a link to a device": link("/dev/zero"),
                         "a link in a circle": link("hostile"), "a file of 10 GB": sparse(10 << 30), "a folder": folder}
GATEWAY = "abi <abi/4.0>,\ninclude <tunables/global>\n\nprofile @PROFILE@ @ATTACHMENT@ flags=(unconfined) {\n  userns,\n}\n"
TEMPLATES: dict[str, tuple[str | bytes, int, str]] = {
    "has a place that nobody fills": (GATEWAY.replace("userns,", "@EVIL@"), 3, "cannot fill the place @EVIL@"),
    "has a place with small letters": (GATEWAY.replace("userns,", "@evil@"), 1, "cannot compile the profile"),
    "has no place for the path": (GATEWAY.replace("@ATTACHMENT@", "/usr/bin/id"), 3, "cannot do without the place @ATTACHMENT@"),
    "has no end": (GATEWAY.replace("}", ""), 1, "cannot compile the profile"),
    "has a NUL": (GATEWAY.replace("userns,", "\0"), 1, "cannot compile the profile"),
    "has an escape": (GATEWAY.replace("userns,", "\x1b[2J"), 1, "cannot compile the profile"),
    "has what is no UTF-8": (GATEWAY.encode().replace(b"userns,", b"\xff\xfe"), 1, "cannot compile the profile"),
    "includes itself": ("include <tunables/global>\n" + GATEWAY.replace("userns,", 'include "/tmp/given/templates/gateway"'), 1,
                        "cannot compile the profile"),
    "includes a secret": (GATEWAY.replace("userns,", 'include "/root/secret"'), 1, "cannot compile the profile"),
    "includes a device, which the parser takes for nothing": (GATEWAY.replace("userns,", 'include "/dev/zero"'), 0, "no mistakes"),
    "is empty": ("", 3, "cannot do without the place"),
    "is a shell script": ("#!/bin/sh\ntouch /tmp/PWNED\n", 3, "cannot do without the place"),
}

ODD_TEMPLATES = {"a FIFO": (1, "it is no regular file"), "a socket": (1, "it is no regular file"),
                 "a device": (1, "it is no regular file"),
                 "a link to a secret": (3, "cannot do without the place"), "a link to a device": (1, "it is no regular file"),
                 "a link in a circle": (0, "no mistakes"), "a file of 10 GB": (1, "it is larger than 64 MiB"),
                 "a folder": (1, "it is a folder")}


def with_abi(content: str | bytes) -> str | bytes:
    """For one that decides about namespaces: without it, the profile of another is one that lets them be."""
    return "abi <abi/4.0>,\n" + content if isinstance(content, str) else b"abi <abi/4.0>,\n" + content


def plan(name: str, status: int, says: str, thing: Thing, path: str = PROFILE) -> Input:
    return Input(name, PLAN, status, says, {path: thing, **BWRAP}, tree_of=0)


def template(name: str, status: int, says: str, thing: Thing, above: Thing = folder) -> Input:
    return Input(f"the template {name}", f"check --templates /tmp/given/templates {POLICY}", status, says,
                 {"/tmp/given/templates": above, "/tmp/given/templates/gateway": thing, POLICY: text(with_binary("/usr/bin/id"))})


INPUTS = [
    *(plan(f"a profile {name}", status, says, text(with_abi(content))) for name, (content, status, says) in PROFILES.items()),
    *(plan(f"a profile in the file {name!a}", 6, "/usr/bin/bwrap", text(with_abi("profile x /usr/bin/bwrap { }\n")),
           f"{TREE}/etc/apparmor.d/{name}") for name in NAMES),
    *(plan(f"a profile is {what}", 0, "place /etc/apparmor.d/aa-userns-gen.bwrap", thing) for what, thing in ODD.items()),
    *(template(name, status, says, text(content)) for name, (content, status, says) in TEMPLATES.items()),
    *(template(f"is {what}", status, says, ODD[what]) for what, (status, says) in ODD_TEMPLATES.items()),
    template("is a user's", 1, "belongs to user 1000", owned(text(GATEWAY))),
    template("can be written by anybody", 1, "can be written by everybody", text(GATEWAY, 0o666)),
    template("is in a user's folder", 1, "belongs to user 1000", text(GATEWAY), owned(folder)),
    template("is in a folder that anybody can write", 1, "can be written by everybody", text(GATEWAY), owned(folder, 0, 0o777)),
]
