"""commands.py [--others N] [--packages N] SIZE...: times the commands on policies of so many programs, beside what people would use
instead, on a host with so many profiles of others and packages. Prints a line of JSON for each: what, size, and as medians of REPEATS
runs milliseconds, those of the processor, the peak of memory of the largest process (no less than that of this script, which starts
it), processes started, the ratio of the time to that of `apparmor_parser -r DIR`; and, of the main job, its system calls and the
bytes that it writes."""
import argparse
import itertools
import json
import shutil
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
from costs import calls_of, each, median_of, quiet  # noqa: E402
from hosts import add_others, add_packages  # noqa: E402

SCRATCH = Path("/tmp/bench")
MOST_SINGLE_CALLS = 100  # of a tool that takes one profile a call
MOST_PARSED = 1000  # by the parser from a folder, which takes ten seconds for so many here


def one_program():
    """One that has not the size of a program of the system: those of one size are compared."""
    program = Path("/opt/program")
    if not program.exists():
        program.write_bytes(Path("/usr/bin/true").read_bytes() + b"of the bench")
        program.chmod(0o755)
    return program


def policy(size, present, changed=False):
    """Changed, the first of its programs is another one."""
    lines = ["version: 1", "name: bench", "binaries:"]
    for at in range(size):
        name = "other" if changed and at == 0 else at
        program = Path(f"/opt/bench/{name}/program")
        if present and not program.exists():
            program.parent.mkdir(parents=True)
            program.hardlink_to(one_program())
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
    if size <= MOST_PARSED:
        yield "parser", median_of(lambda: quiet("apparmor_parser", "--replace", "--skip-cache", folder), unload)
        quiet("apparmor_parser", "--replace", "--write-cache", folder)
        yield "parser, cached", median_of(lambda: quiet("apparmor_parser", "--replace", folder), unload)
        shutil.rmtree("/var/cache/apparmor", ignore_errors=True)
    if size <= MOST_SINGLE_CALLS:
        files = sorted(folder.iterdir())
        yield "parser, a call a file", median_of(
            lambda: each(("apparmor_parser", "--replace", "--skip-cache", file) for file in files), unload)
        yield "aa-easyprof", median_of(lambda: each(("aa-easyprof", f"--profile-name=bench{at}", f"/opt/bench/{at}/program")
                                                    for at in range(size)))
    unload()
    yield "render", median_of(lambda: quiet("aa-userns-gen", "render", path))
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


def count_runner():
    """What it asks of the kernel. [(what, figures)]"""
    yield "first apply", calls_of("aa-userns-gen", "apply", "runner")
    yield "no change", calls_of("aa-userns-gen", "apply", "runner")
    yield "status", calls_of("aa-userns-gen", "status")
    remove()


def report(of, measured):
    """Prints a line for each, with the ratio to the parser's."""
    base = None
    for what, cost in measured:
        base = cost.ms if what == "parser" else base
        figures = {name: round(figure, 1) for name, figure in cost._asdict().items()}
        print(json.dumps({**of, "what": what, **figures, "of_parser": round(cost.ms / base, 2) if base else None}), flush=True)


def command_line():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--others", type=int, default=0)
    parser.add_argument("--packages", type=int, default=0)
    parser.add_argument("sizes", type=int, nargs="*")
    return parser.parse_args()


def main():
    wanted = command_line()
    SCRATCH.mkdir(exist_ok=True)
    host = {}
    if wanted.others or wanted.packages:
        host = {"others": wanted.others, "packages": wanted.packages}
        add_others(wanted.others)
        add_packages(wanted.packages)
    report({"policy": "runner", **host}, measure_runner())
    for what, figures in count_runner():
        print(json.dumps({"policy": "runner", **host, "what": what, **figures}), flush=True)
    for size in wanted.sizes:
        for present in (True, False):
            report({"size": size, "present": present, **host}, measure(size, present))


main()
