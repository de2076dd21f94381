"""commands.py SIZE...: times the commands on policies of so many programs, beside what people would use instead, and prints a line of JSON
for each: what, size, milliseconds (the median of REPEATS), and the ratio to `apparmor_parser -r DIR`."""
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

REPEATS = int(os.environ.get("REPEATS", "5"))
SCRATCH = Path("/tmp/bench")


def quiet(*command, status=(0,)):
    done = subprocess.run([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode not in status:
        raise SystemExit(f"{' '.join(map(str, command))}: exit status {done.returncode}: {done.stderr}")


def median_of(work, before=lambda: None):
    """In milliseconds."""
    times = []
    for _ in range(REPEATS):
        before()
        begun = time.monotonic()
        work()
        times.append(1000 * (time.monotonic() - begun))
    return statistics.median(times)


def policy(size, present):
    lines = ["version: 1", "name: bench", "binaries:"]
    for at in range(size):
        program = Path(f"/opt/bench/{at}/program")
        if present and not program.exists():
            program.parent.mkdir(parents=True)
            shutil.copy("/usr/bin/true", program)
        where = program if present else Path(f"/opt/absent/{at}/program")
        lines += [f"  - path: {where}", "    template: gateway", f"    profile: bench{at}"]
    path = SCRATCH / "policy.yaml"
    path.write_text("\n".join(lines) + "\n")
    return path


def remove():
    quiet("aa-userns-gen", "remove", "--all", status=(0, 3))


def measure(size, present):
    """[(what, milliseconds)]"""
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
    yield "remove", median_of(remove, lambda: quiet("aa-userns-gen", "apply", path))


def main():
    SCRATCH.mkdir(exist_ok=True)
    for size in map(int, sys.argv[1:]):
        for present in (True, False):
            base = None
            for what, milliseconds in measure(size, present):
                base = milliseconds if what == "parser" else base
                ratio = round(milliseconds / base, 2) if base else None
                print(json.dumps({"size": size, "present": present, "what": what, "ms": round(milliseconds, 1), "of_parser": ratio}),
                      flush=True)


main()
