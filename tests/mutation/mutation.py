#!/usr/bin/env python3
"""tests/mutation/mutation.py [FILE...]: how many mutants of lib/core the tests kill, of these files or of all in the rooms ROOMS; and
which survive. A mutant is a small fault (finder.py). All are compiled at once, into one program with the tests of these rooms, which
first says which test comes by which mutants, and then runs those with one mutant awake at a time."""
import os
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.dont_write_bytecode = True
import trial  # noqa: E402
from finder import Finder, Mutant  # noqa: E402

PROJECT = Path(__file__).resolve().parents[2]
BUILD = PROJECT / "build/mutation"
ROOMS = ["change", "plan", "apparmor", "policy"]
ENOUGH = 0.85


def write(path: Path, text: str) -> None:
    """Where it changes: what is not written is not compiled."""
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def mutate(sources: list[Path]) -> dict[Path, list[Mutant]]:
    """Writes the sources with their mutants. Each file's have a thousand numbers."""
    found = {}
    for at, source in enumerate(sources):
        finder = Finder(source.read_text(), (at + 1) * 1000)
        write(BUILD / "sources" / source.relative_to(PROJECT / "lib/core"), '#include "mutants.h"\n' + finder.mutated())
        found[source.relative_to(PROJECT)] = finder.mutants
    for old in set((BUILD / "sources").rglob("*.cc")) - {BUILD / "sources" / path.relative_to(PROJECT / "lib/core") for path in sources}:
        old.unlink()
    return found


def build() -> None:
    for command in (["cmake", "-G", "Ninja", "-S", PROJECT / "tests/mutation", "-B", BUILD, f"-DMUTANTS={BUILD}/sources"],
                    ["cmake", "--build", BUILD]):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            sys.exit("not ok - the mutants are built\n" + "".join(f"    {line}\n" for line in done.stdout.splitlines()[-100:]))


def accepted() -> Counter[tuple[str, str]]:
    """The mutants that nothing can tell from the code, as (file, what): how many, of several that read alike."""
    lines = (Path(__file__).parent / "accepted").read_text().splitlines()
    return Counter(tuple(line.split(": ", 1)) for line in lines if line.startswith("lib/"))


def main(names: list[str]) -> None:
    sources = [path for room in ROOMS for path in sorted((PROJECT / "lib/core" / room).glob("*.cc"))]
    mutants = mutate(sources)
    build()
    program = trial.Program(BUILD / "mutants")
    left = Counter({key: count for key, count in accepted().items() if not names or key[0] in names})
    count = left.total()
    tried = [(file, mutant) for file in mutants for mutant in mutants[file] if not names or str(file) in names]
    killed, of = defaultdict(int), defaultdict(int)
    for (file, mutant), is_killed in zip(tried, program.try_all(tried)):
        room, key = file.parent.name, (str(file), mutant.what)
        if not is_killed and left[key] > 0:
            left[key] -= 1
            continue
        of[room] += 1
        killed[room] += is_killed
        if not is_killed:
            how = "survives" if program.tests_of(file, mutant) else "is reached by no test"
            print(f"# {file}:{mutant.line}: {how}: {mutant.what}", flush=True)
    for file, what in sorted(left.elements()):
        print(f"not ok - {file} has no such mutant that survives, and it is accepted: {what}")
    for room in of:
        score = killed[room] / of[room]
        print(f"{'ok' if score >= ENOUGH else 'not ok'} - {score:.1%} of {of[room]} mutants of lib/core/{room} are killed")
    print(f"# {sum(killed.values()) / sum(of.values()):.1%} of {sum(of.values())} mutants are killed, {count} more are accepted")


if __name__ == "__main__":
    os.nice(15)
    os.chdir(PROJECT)
    main(sys.argv[1:])
