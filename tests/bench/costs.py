"""What a command costs."""
import os
import re
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

REPEATS = int(os.environ.get("REPEATS", "5"))


class Cost(NamedTuple):
    ms: float
    cpu_ms: float
    peak_kib: float
    processes: float


def processes_started():
    """Since the boot."""
    return int(re.search(r"^processes (\d+)", Path("/proc/stat").read_text(), re.MULTILINE)[1])


def quiet(*command, status=(0,)):
    words = [str(word) for word in command]
    with tempfile.TemporaryFile("w+") as said:
        processes, begun = processes_started(), time.monotonic()
        pid = os.posix_spawnp(words[0], words, os.environ, file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0), (os.POSIX_SPAWN_DUP2, said.fileno(), 2)])
        _, ended, used = os.wait4(pid, 0)
        cost = Cost(1000 * (time.monotonic() - begun), 1000 * (used.ru_utime + used.ru_stime), used.ru_maxrss,
                    processes_started() - processes)
        if os.waitstatus_to_exitcode(ended) not in status:
            said.seek(0)
            raise SystemExit(f"{' '.join(words)}: {os.waitstatus_to_exitcode(ended)}: {said.read()}")
    return cost


def each(commands):
    """One after the other."""
    costs = [quiet(*command) for command in commands]
    return Cost(*(max(column) if field == "peak_kib" else sum(column) for field, column in zip(Cost._fields, zip(*costs))))


def median_of(work, before=lambda: None):
    costs = []
    for _ in range(REPEATS):
        before()
        costs.append(work())
    return Cost(*map(statistics.median, zip(*costs)))


def calls_of(*command):
    """The system calls of its own process, and the bytes that this one wrote into files and pipes; once, since tracing costs more than
    the command. Not those of its children: who is traced cannot trace, which is how it learns a label."""
    with tempfile.NamedTemporaryFile("r") as trace:
        subprocess.run(["strace", "-qq", "-o", trace.name, *map(str, command)], capture_output=True, check=True)
        lines = trace.read().splitlines()
    calls = [line for line in lines if re.match(r"\w+\(", line)]
    written = [re.search(r"= (\d+)$", line) for line in calls if re.match(r"p?write(64|v)?\(", line)]
    return {"calls": len(calls), "bytes_written": sum(int(found[1]) for found in written if found)}
