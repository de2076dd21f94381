"""Runs groups of tests, shows what they say, and adds up. `tests/run` starts it, with what it needs installed.

A group is a program in tests/groups; its lines are as tally.py has them."""
import difflib
import os
import subprocess
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
import table  # noqa: E402
from tally import Tally  # noqa: E402

sys.path.append(str(table.PROJECT / "tests/machine"))
import machine  # noqa: E402

DEFAULT = ["layers", "style", "runner", "unit", "golden", "cli", "fuzz", "package", "packaging", "hostile", "kernel"]
TESTS = table.PROJECT / "tests"


class Usage(Exception):
    pass


def all_groups():
    return sorted(path.name for path in (TESTS / "groups").iterdir() if path.stat().st_mode & 0o100)


def scripts_of(group):
    """The names by which a group takes its scripts; most groups take none."""
    if group == "cli":
        return [path.stem.removeprefix("t_") for path in TESTS.glob("cli/t_*.sh")]
    if (TESTS / group / "machines").exists():
        return sorted({run.script.stem for run in table.read_table(TESTS / group)})
    return []


def mean(word, group):
    """What may have been meant by a word that is no group and no script of the group before it."""
    homes = [f"{other} {word}" for other in all_groups() if word in scripts_of(other)]
    return homes or difflib.get_close_matches(word, scripts_of(group) + all_groups(), n=1)


def chosen(words):
    """[(group, its scripts)]; no scripts means all of them."""
    choice = []
    for word in words:
        if word in all_groups():
            choice.append((word, []))
        elif choice and word in scripts_of(choice[-1][0]):
            choice[-1][1].append(word)
        else:
            group = choice[-1][0] if choice else ""
            what = f"no group called {word}" + (f", nor a script of {group}" if scripts_of(group) else "")
            meant = " or ".join(f"'{each}'" for each in mean(word, group))
            raise Usage(f"{what}; " + (f"did you mean {meant}?" if meant else f"there are: {' '.join(all_groups())}"))
    return choice


def run_group(group, scripts):
    print(f"== {' '.join([group, *scripts])}", flush=True)
    begun, tally = time.monotonic(), Tally()
    with subprocess.Popen([TESTS / "groups" / group, *scripts], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace") as running:
        for line in running.stdout:
            tally.add(line)
            print(line, end="", flush=True)
    why = tally.end(running.returncode)
    if why:
        print(f"not ok - {group} {why}")
    print(f"# {group}: {tally} in {time.monotonic() - begun:.0f} s", flush=True)
    return tally


def runs_of(group, scripts):
    """What a group with a table of machines runs."""
    folders = [path.parent for path in TESTS.glob("*/machines") if group in (path.parent.name, "further")]
    return [run for folder in folders for run in table.read_table(folder)
            if (run.script.stem in scripts if scripts else run.further == (group == "further"))]


def kernels_to_build(choice):
    """For each kernel that is not here: how many runs want it, and what builds it."""
    runs = [run for group, scripts in choice for run in runs_of(group, scripts)]
    for name, kernel in machine.UBUNTU_KERNELS.items():
        count = sum(run.kernel == name for run in runs)
        if count and not machine.ubuntu_kernel(name):
            yield (f"# {count} runs need Linux {kernel.version} with Ubuntu's restriction and were skipped: '{kernel.command}' builds"
                   " it, once, in about eight minutes")


def main(words):
    choice = chosen(words or DEFAULT)
    total = sum((run_group(group, scripts) for group, scripts in choice), Tally())
    for offer in kernels_to_build(choice):
        print(offer)
    print(total)
    return 1 if total.failed else 0


if __name__ == "__main__":
    os.chdir(table.PROJECT)
    try:
        sys.exit(main(sys.argv[1:]))
    except (Usage, table.Mistake) as mistake:
        print(f"tests/run: {mistake}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
