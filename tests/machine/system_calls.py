"""system_calls.py opens TRACE [NAMED...]: of what strace -f -y -v wrote about this program, every file that root opened to be read or
written by a path through a folder that others can write, but for those that were named to it. system_calls.py others SECRET COMMAND...: runs the command, and of every process of its
own that is another user's, what of root's it has: open files, environment, memory. Prints what breaks the rule, and "# ..." how
much was looked at."""
import os
import re
import stat
import subprocess
import sys
import time
from pathlib import Path

PROGRAM = "/usr/bin/aa-userns-gen"
CALL = re.compile(r'(\d+) +(open|openat|openat2)\((?:(AT_FDCWD|\d+)<(.*?)>, )?"((?:[^"\\]|\\.)*)", (.*)\) += (.*)')
PROCESS = re.compile(r"(\d+) +(execve|set\w*uid|\+\+\+ exited)\((.*)")
# Slow enough for another process to look: strace holds a process for as long after it became another user.
HELD = "inject=setuid,setresuid:delay_exit=700000"


def is_others(folder):
    """Whether others than root can change what is in it."""
    try:
        status = os.stat(folder)
    except OSError:
        return False
    return status.st_uid != 0 or bool(status.st_mode & stat.S_IWOTH) or (status.st_gid != 0 and bool(status.st_mode & stat.S_IWGRP))


def breaks_rule(folder, path, flags):
    """A handle of a folder and one name that is no link is what nobody can lead elsewhere; O_PATH only names a file."""
    if "O_PATH" in flags or re.fullmatch(r"/proc/(self|\d+)/fd/\d+", path):
        return False
    way = os.path.normpath(os.path.join(folder, path)).split("/")
    is_below_handle = "/" not in path and ("O_NOFOLLOW" in flags or "RESOLVE_NO_SYMLINKS" in flags)
    return not is_below_handle and any(is_others("/".join(way[:count]) or "/") for count in range(1, len(way)))


def judge_opens(trace, named):
    """Only of processes that run this program or the parser as root."""
    programs, users, seen, broken = {}, {}, 0, []
    for line in trace.read_text(errors="surrogateescape").splitlines():
        if process := PROCESS.match(line):
            pid, call, rest = process.groups()
            if call == "execve" and rest.endswith(" = 0"):
                programs[pid] = rest.split('"')[1]
            elif call.startswith("set") and rest.endswith(" = 0"):
                users[pid] = int(re.search(r"\d+", rest)[0])
        call = CALL.match(line)
        if not call or users.get(call[1]):
            continue
        if programs.get(call[1], PROGRAM) not in (PROGRAM, "/proc/self/exe", "/usr/sbin/apparmor_parser"):
            continue
        seen += 1
        if call[5] not in named and breaks_rule(call[4] or "/", call[5], call[6]):
            broken.append(line)
    return seen, broken


def things_of_root(process, secret):
    """What a process of another user's has that it should not have."""
    found = []
    for file in (process / "fd").iterdir():
        target = os.readlink(file)
        if target != "/dev/null" and not target.startswith("pipe:["):
            found.append(f"open file {file.name}: {target}")
    if secret in (process / "environ").read_bytes():
        found.append("the secret is in its environment")
    with open(process / "mem", "rb", buffering=0) as memory:
        for line in (process / "maps").read_text().splitlines():
            begin, end = (int(number, 16) for number in line.split()[0].split("-"))
            if " r" in line and "[v" not in line:
                memory.seek(begin)
                if secret in memory.read(end - begin):
                    found.append(f"the secret is in its memory: {line}")
    return found


def others_of(secret, command):
    """The processes of other users that run this program, and what they have."""
    environment = {**os.environ, "AUG_SECRET": secret}
    trace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=setuid,setresuid", "-e", HELD]
    running = subprocess.Popen([*trace, *command], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seen = {}
    while running.poll() is None:
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if process.name in seen or process.stat().st_uid == 0 or os.readlink(process / "exe") != PROGRAM:
                    continue
                seen[process.name] = things_of_root(process, secret.encode())
            except (OSError, ProcessLookupError):
                continue
        time.sleep(0.02)
    return seen


def main():
    if sys.argv[1] == "opens":
        seen, broken = judge_opens(Path(sys.argv[2]), sys.argv[3:])
        print(*broken, sep="\n")
        print(f"# {seen} opens")
        return 1 if broken or seen == 0 else 0
    seen = others_of(sys.argv[2], sys.argv[3:])
    broken = [f"{process}: {thing}" for process, things in seen.items() for thing in things]
    print(*broken, sep="\n")
    print(f"# {len(seen)} processes of other users")
    return 1 if broken or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
