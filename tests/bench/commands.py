"""commands.py SIZE...: times the commands on policies of so many programs, beside what people would use instead, and prints a line of JSON
for each: what, size, and as medians of REPEATS runs milliseconds, those of the processor, the peak of memory of the largest process,
processes started, and the ratio of the time to that of `apparmor_parser -r DIR`."""
import itertools
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

REPEATS = int(os.environ.get("REPEATS", "5"))
SCRATCH = Path("/tmp/bench")


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


def median_of(work, before=lambda: None):
    costs = []
    for _ in range(REPEATS):
        before()
        costs.append(work())
    return Cost(*map(statistics.median, zip(*costs)))


def policy(size, present, changed=False):
    """Changed, the first of its programs is another one."""
    lines = ["version: 1", "name: bench", "binaries:"]
    for at in range(size):
        name = "other" if changed and at == 0 else at
        program = Path(f"/opt/bench/{name}/program")
        if present and not program.exists():
            program.parent.mkdir(parents=True)
            shutil.copy("/usr/bin/true", program)
        where = program if present else Path(f"/opt/absent/{name}/program")
        lines += [f"  - path: {where}", "    template: gateway", f"    profile: bench{at}"]
    path = SCRATCH / f"policy-{changed}.yaml"
    path.write_text("\n".join(lines) + "\n")
    return path


def remove():
    return quiet("aa-userns-gen", "remove", "--all", status=(0, 3))


def measure(size, present):
    """[(what, cost)]"""
    path = policy(size, present)
    folder = SCRATCH / "rendered"
    shutil.rmtree(folder, ignore_errors=True)
    quiet("aa-userns-gen", "render", "-o", folder, path)
    joined = SCRATCH / "joined"
    bodies = [file.read_text().partition("\nprofile ")[2] for file in sorted(folder.iterdir())]
    joined.write_text("abi <abi/4.0>,\ninclude <tunables/global>\n" + "".join(f"profile {body}\n" for body in bodies))

    def unload():
        subprocess.run(["apparmor_parser", "--remove", joined], capture_output=True)

    yield "floor", median_of(lambda: quiet("apparmor_parser", "--replace", "--skip-cache", joined), unload)
    yield "parser", median_of(lambda: quiet("apparmor_parser", "--replace", "--skip-cache", folder), unload)
    unload()
    for command in ("check", "plan"):
        yield command, median_of(lambda: quiet("aa-userns-gen", command, path))
    yield "first apply", median_of(lambda: quiet("aa-userns-gen", "apply", path), remove)
    yield "no change", median_of(lambda: quiet("aa-userns-gen", "apply", path))
    yield "status", median_of(lambda: quiet("aa-userns-gen", "status"))
    yield "verify", median_of(lambda: quiet("aa-userns-gen", "verify", status=(0, 7)))
    versions = itertools.cycle([policy(size, present, changed=True), path])
    yield "one changed", median_of(lambda: quiet("aa-userns-gen", "apply", next(versions)))
    yield "rollback", median_of(lambda: quiet("aa-userns-gen", "rollback"))
    yield "remove", median_of(remove, lambda: quiet("aa-userns-gen", "apply", path))


def measure_runner():
    """The job that every runner does at every provisioning. [(what, cost)]"""
    folder = SCRATCH / "runner"
    quiet("aa-userns-gen", "render", "-o", folder, "runner")
    files = sorted(folder.iterdir())

    def unload():
        subprocess.run(["apparmor_parser", "--remove", *files], capture_output=True)

    yield "parser", median_of(lambda: quiet("apparmor_parser", "--replace", "--skip-cache", *files), unload)
    unload()
    yield "first apply", median_of(lambda: quiet("aa-userns-gen", "apply", "runner"), remove)
    yield "no change", median_of(lambda: quiet("aa-userns-gen", "apply", "runner"))
    yield "status", median_of(lambda: quiet("aa-userns-gen", "status"))
    yield "verify", median_of(lambda: quiet("aa-userns-gen", "verify"))
    yield "doctor", median_of(lambda: quiet("aa-userns-gen", "doctor", status=(0, 7)))
    yield "explain", median_of(lambda: quiet("aa-userns-gen", "explain", "bwrap: setting up uid map: Permission denied"))
    yield "version", median_of(lambda: quiet("aa-userns-gen", "--version"))
    remove()


def report(of, measured):
    """Prints a line for each, with the ratio to the parser's."""
    base = None
    for what, cost in measured:
        base = cost.ms if what == "parser" else base
        figures = {name: round(figure, 1) for name, figure in cost._asdict().items()}
        print(json.dumps({**of, "what": what, **figures, "of_parser": round(cost.ms / base, 2) if base else None}), flush=True)


def main():
    SCRATCH.mkdir(exist_ok=True)
    report({"policy": "runner"}, measure_runner())
    for size in map(int, sys.argv[1:]):
        for present in (True, False):
            report({"size": size, "present": present}, measure(size, present))


main()
