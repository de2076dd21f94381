"""Policies whose paths lead to what others than root decide, or to another program than their name says."""
from inputs import Input, check, keys, policy, with_binary
from things import copy_of, fifo, folder, hard_link, link, owned, program, socket, text, writable_by_acl, zeros

OURS = "/usr/local/lib/ours"  # a folder of root's
HOME = "/home/tester"

# Patterns that take in files which any user can place, whatever is there now.
TEMPORARY = """/tmp/* /tmp/tool /t?p/tool /{tmp,opt}/tool /[t]mp/tool /[a-z]mp/tool /?mp/tool /*/tool
 /*/*/tool /*/*/* /*/*/*/tool /var/*/tool /var/t*/tool /v?r/{lib,tmp}/tool /dev/shm/* /dev/*/tool /{dev,opt}/shm/tool /run/user/*/tool
 /run/*/tool /r[u]n/tool /{proc,opt}/*/root/tool /sys/fs/*/tool /*/{shm,bin}/tool /{t,}{m,o}p*/tool"""
IN_HOMES = """/home/*/tool /home/*/.local/bin/tool /home/{a,b}/tool /hom?/tester/tool /{home,opt}/x/tool /h[o]me/*/tool /h*/*/tool
 /home/[a-z]*/bin/tool /{home,srv}/tester/*"""
WRONG = {  # pattern: what is said of it, if more than that a path must not be so
    "/{opt,t{m,x}p}/tool": "braces in braces", "/[^o]mp/tool": "'[^'", "/{,usr/}tmp/tool": "'/' in '{...}'",
    "/[!a]mp/tool": "ranges in '[...]'",
    "/opt/**": "'**'", "/**": "'**'", "/opt/**/tool": "'**'", "/opt/{a": "", "/opt/a}": "", "/opt/[a": "", "/opt/{a,{b}": "",
    "/opt/{}": "", "/opt/[]": "", "/opt/\\": "", "@{HOME}/tool": "", "/opt/@{PROC}/tool": "", "{/opt,/usr}/tool": "",
    "/opt/*\"x": "", "/opt/*,x": "", "/opt/../*/tool": "", "/opt/./*": "", "/opt//*": "",
    "/opt/*/": "", "/opt/{/a,b}": "", "/opt/[/]x": "", "/opt/*\n  capability,": "",
}

NOT_A_PATH = ["tool", "./tool", "../tool", "/opt//tool", "/opt/./tool", "/opt/../tool", "/opt/tool/", "/opt/tool/.", "/opt/tool/..",
              "/",
              "//opt/tool", "~/tool", "$HOME/tool", "@{HOME}/tool", "", " ", "-", "--help"]
STARRED = ["/opt/to*l", "/opt/t?ol"]  # a path that is no pattern; a helper may be one


def pattern(path: str, says: str) -> Input:
    return check(f"the pattern {path!a}", with_binary(path, glob=True, profile="e"), says)


def at(name: str, path: str, says: str, **placed) -> Input:
    return check(name, with_binary(path, profile="e"), says, **placed)


def helper_at(name: str, path: str, says: str, **placed) -> Input:
    return check(f"{name}, as a helper", policy("binaries:",
                                                keys({"path": "/usr/bin/bwrap", "template": "bwrap", "helpers": [path]})),
                 says, **placed)


FILES = [  # what is hostile, the path that is named, what is placed, what is said
    ("a link in a home to a program of root's", f"{HOME}/link", {f"{HOME}/link": owned(link("/usr/bin/id"))}, "[user-writable]"),
    ("a link of root's to a link in a home", f"{OURS}/tool",
     {f"{OURS}/tool": link(f"{HOME}/x"), f"{HOME}/x": owned(link("/usr/bin/id"))}, "[user-writable]"),
    ("a link through a folder in a home", f"{OURS}/to/id",
     {f"{HOME}/bin": owned(link("/usr/bin")), f"{OURS}/to": link(f"{HOME}/bin")}, "[user-writable]"),
    ("a link in a sticky folder", "/var/tmp/id", {"/var/tmp/id": link("/usr/bin/id")}, "[temporary-path]"),
    ("a link of root's that leads to nothing in /tmp", f"{OURS}/tool", {f"{OURS}/tool": link("/tmp/nothing-yet")},
     "[user-writable]"),
    ("a link of root's that leads to nothing in a home", f"{OURS}/tool", {f"{OURS}/tool": link(f"{HOME}/nothing-yet")},
     "[user-writable]"),
    ("a chain of links to a shell", f"{OURS}/a", {f"{OURS}/a": link("b"), f"{OURS}/b": link("c"), f"{OURS}/c": link("/bin/bash")},
     "[shell]"),
    ("a hard link to an interpreter", "/usr/local/bin/tool",
     {"/usr/bin/hardly": hard_link("/usr/bin/python3.13"), "/usr/local/bin/tool": link("/usr/bin/hardly")}, "[interpreter]"),
    ("a copy of a shell", f"{OURS}/tool", {f"{OURS}/tool": copy_of("/bin/bash")}, "[shell]"),
    ("a copy of env", f"{OURS}/tool", {f"{OURS}/tool": copy_of("/usr/bin/env")}, "[multiplexer]"),
    ("a copy of the loader", f"{OURS}/tool", {f"{OURS}/tool": copy_of("/lib64/ld-linux-x86-64.so.2")}, "[multiplexer]"),
    ("a shell that /etc/shells lists", f"{OURS}/a", {f"{OURS}/a": program("a shell"), "/etc/shells": text(f"{OURS}/a\n")},
     "[shell]"),
    ("a copy of one that it lists", f"{OURS}/b",
     {f"{OURS}/a": program("a shell"), f"{OURS}/b": program("a shell"), "/etc/shells": text(f"{OURS}/a\n")},
     "[shell]"),
    ("a folder", "/usr/bin", {}, "it is not a program"),
    ("a link to a folder", f"{OURS}/a", {f"{OURS}/a": link("/usr/bin")}, "it is not a program"),
    ("a FIFO", f"{OURS}/a", {f"{OURS}/a": fifo}, "it is not a program"),
    ("a socket", f"{OURS}/a", {f"{OURS}/a": socket}, "it is not a program"),
    ("a device", f"{OURS}/a", {f"{OURS}/a": zeros}, "it is not a program"),
    ("a file that is not executable", f"{OURS}/a", {f"{OURS}/a": text("x")}, "it is not a program"),
    ("a program of a user's", f"{OURS}/a", {f"{OURS}/a": owned(program())}, "[user-writable]"),
    ("a program in a folder of a user's", f"{OURS}/a", {OURS: owned(folder), f"{OURS}/a": program()}, "[user-writable]"),
    ("a program that anybody can write", f"{OURS}/a", {f"{OURS}/a": owned(program(), 0, 0o777)}, "[user-writable]"),
    ("a program that a group can write", f"{OURS}/a", {OURS: owned(folder, 0), f"{OURS}/a": owned(program(), 1000, 0o775)},
     "[user-writable]"),
    ("a program in a folder that anybody can write", f"{OURS}/a", {OURS: owned(folder, 0, 0o777), f"{OURS}/a": program()},
     "[user-writable]"),
    ("a program in a sticky folder", f"{OURS}/a", {OURS: owned(folder, 0, 0o1777), f"{OURS}/a": program()}, "[user-writable]"),
    ("a list that lets a user write the program", f"{OURS}/a", {f"{OURS}/a": writable_by_acl(program())}, "[user-writable]"),
    ("a list that lets a user write the folder", f"{OURS}/a", {OURS: writable_by_acl(folder), f"{OURS}/a": program()},
     "[user-writable]"),
    ("a list that lets a user write a folder further up", f"{OURS}/x/a", {OURS: writable_by_acl(folder), f"{OURS}/x/a": program()},
     "[user-writable]"),
    ("a script that runs its arguments", f"{OURS}/a", {f"{OURS}/a": program('#!/bin/sh\nexec "$@"\n')}, "[multiplexer]"),
    ("a script that evaluates its arguments", f"{OURS}/a", {f"{OURS}/a": program('#!/bin/bash\neval "$*"\n')}, "[multiplexer]"),
    ("a script that runs them after a shift", f"{OURS}/a", {f"{OURS}/a": program('#!/bin/sh\nshift\nexec env -i "${@}"\n')},
     "[multiplexer]"),
    ("a script whose interpreter comes by env", f"{OURS}/a", {f"{OURS}/a": program('#!/usr/bin/env -S bash -e\n"$@"\n')},
     "[multiplexer]"),
    ("a script of Python that runs its arguments", f"{OURS}/a",
     {f"{OURS}/a": program('#!/usr/bin/python3\nimport os, sys\nos.execvp(sys.argv[1], sys.argv[1:])\n')}, "[multiplexer]"),
    ("a script of Perl that runs its arguments", f"{OURS}/a", {f"{OURS}/a": program('#!/usr/bin/perl\nexec @ARGV;\n')},
     "[multiplexer]"),
    ("a program that is not there, in a home", f"{HOME}/tool", {}, "[user-writable]"),
    ("a program that is not there, below /proc", "/proc/self/exe", {}, "[temporary-path]"),
    ("a program below /dev/fd", "/dev/fd/3", {}, "[temporary-path]"),
    ("a program below /run", "/run/tool", {}, "[temporary-path]"),
    ("a snap", "/snap/bin/tool", {}, "[snap]"),
    ("bubblewrap with the template gateway", "/usr/bin/bwrap", {}, "[gateway-for-bwrap]"),
    ("bubblewrap by a link, with the template gateway", f"{OURS}/a", {f"{OURS}/a": link("/usr/bin/bwrap")}, "[gateway-for-bwrap]"),
    ("bubblewrap by a copy, with the template gateway", f"{OURS}/a", {f"{OURS}/a": copy_of("/usr/bin/bwrap")},
     "[gateway-for-bwrap]"),
]

CIRCLES = {"links in a circle": {f"{OURS}/a": link("b"), f"{OURS}/b": link("a")}, "a link to itself": {f"{OURS}/a": link("a")}}

INPUTS = [
    *(check(name, with_binary(f"{OURS}/a", profile="e"), "missing ", 0, placed=placed) for name, placed in CIRCLES.items()),
    *(pattern(each, "[temporary-path]") for each in TEMPORARY.split()),
    *(pattern(each, "[user-writable]") for each in IN_HOMES.split()),
    *(pattern(each, says or "'path' must") for each, says in WRONG.items()),
    *(at(f"the path {each!a}", each, "'path'") for each in NOT_A_PATH),
    *(at(f"the path {each!a}", each, "'path'") for each in STARRED),
    *(helper_at(f"the helper {each!a}", each, "'helpers'") for each in [*NOT_A_PATH, "/opt/**", "/**/tool"]),
    *(helper_at(f"the pattern {each!a}", each, "[temporary-path]") for each in TEMPORARY.split() if not set("{[") & set(each)),
    *(helper_at(f"the pattern {each!a}", each, "[user-writable]") for each in IN_HOMES.split() if not set("{[") & set(each)),
    *(at(name, path, says, placed=placed) for name, path, placed, says in FILES),
    *(helper_at(name, path, says.partition("] ")[0], placed=placed) for name, path, placed, says in FILES
      if says in ("[user-writable]", "[temporary-path]")),
]
