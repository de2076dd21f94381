"""memory_paths.py MEMORY CALLS: prints the paths that a run looked at, by strace -y, and that its memory does not rest on."""
import json
import os
import re
import sys

memory = json.load(open(sys.argv[1]))["identities"]
not_an_input = re.compile(r"/(proc|sys|dev)/|/lib|/usr/lib/|/etc/(ld\.so|localtime)|/run/aa-userns-gen|/tmp/many\.yaml$|/usr/bin/aa-userns-gen$")


def is_taken_down(path):
    while path not in ("/", ""):
        if path in memory:
            return True
        path = os.path.dirname(path)
        if memory.get(path, [0, ""])[1].startswith("errno 2"):
            return True
    return False


def path_of(call):
    """The path that a call names, or "". An absolute one counts from the root that its handle is."""
    named = re.search(r'\((?:(AT_FDCWD|\d+)<(/[^>]*)>, )?"([^"]*)"', call)
    if not named:
        return ""
    handle, folder, name = named.groups()
    if handle in (None, "AT_FDCWD") and name.startswith("/"):
        folder = ""
    return os.path.normpath((folder or "").rstrip("/") + "/" + name.lstrip("/"))


paths = {path_of(call) for call in open(sys.argv[2], errors="replace")} - {"", "/", "/tmp"}
missing = [path for path in sorted(paths) if not (not_an_input.match(path) or is_taken_down(path) or is_taken_down(os.path.realpath(path)))]
print(*missing[:40], sep="\n")
sys.exit(bool(missing) or len(memory) < 100)
