"""scripts.py FOLDER [--further] [SCRIPT...]: runs the scripts of the folder, each on the machines that its table names, or on its
further machines; or these scripts alone, on all of them. As many at once as there are processors. A line for each, and all that a
script printed where it fails."""
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.dont_write_bytecode = True
import table  # noqa: E402
from tally import Tally  # noqa: E402

sys.path.append(str(table.PROJECT / "tests/machine"))
import machine  # noqa: E402

# What a script counted, and belongs to its result.
NUMBERS = re.compile("# .* (points|cases|differences)")


@dataclass
class Outcome:
    status: int
    output: str
    seconds: float


def execute(run):
    begun = time.monotonic()
    done = subprocess.run(run.command(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return Outcome(done.returncode, done.stdout.decode(errors="replace"), time.monotonic() - begun)


def report(run, outcome):
    lines = outcome.output.splitlines()
    if outcome.status == machine.SKIPPED:
        print(f"skipped - {run}: {' '.join(lines)}", flush=True)
        return
    tally = Tally()
    for line in lines:
        tally.add(line)
    why = tally.end(outcome.status)
    name = f"{run} ({outcome.seconds:.0f} s)"
    if tally.failed:
        print(f"not ok {tally.failed} - {name}{': ' if why else ''}{why}", *("    " + line for line in lines), sep="\n")
    if tally.passed:
        print(f"ok {tally.passed} - {name}")
    for line in lines:
        if line.startswith("skipped") or NUMBERS.match(line):
            print(line)
    sys.stdout.flush()


def without_kernel(runs):
    """Splits the runs for which there is no kernel from the others."""
    absent = {kernel for kernel in machine.UBUNTU_KERNELS if not machine.ubuntu_kernel(kernel)}
    return [run for run in runs if run.kernel in absent], [run for run in runs if run.kernel not in absent]


def build_userlands(runs, pool):
    """Once, before many want them at the same time."""
    list(pool.map(machine.userland, {run.userland for run in runs if run.on_machine}))


def wanted(run, names, further):
    return run.place == "first" or (run.script.stem in names if names else run.further == further)


def main(folder, words):
    names = [word for word in words if word != "--further"]
    runs = [run for run in table.read_table(folder) if wanted(run, names, "--further" in words)]
    absent, runs = without_kernel(runs)
    if absent:
        print(f"skipped {len(absent)} - {len(absent)} runs of {folder.name} on a kernel with Ubuntu's restriction, which is not here")
    for run in runs:
        if run.place == "first":
            report(run, execute(run))
    runs = [run for run in runs if run.place != "first"]
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        build_userlands(runs, pool)
        for run, outcome in zip(runs, pool.map(execute, runs)):
            report(run, outcome)


if __name__ == "__main__":
    if os.geteuid() != 0:
        sys.exit("the tests on real kernels need root, for mmdebstrap")
    try:
        main(Path(sys.argv[1]).resolve(), sys.argv[2:])
    except (table.Mistake, machine.Stop) as mistake:
        sys.exit(f"not ok - {mistake}")
