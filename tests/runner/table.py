"""Which script runs where: the file `machines` of tests/kernel, tests/packaging, tests/hostile, tests/programs, tests/faults.

    drift   ubuntu/trixie stock/sid | ubuntu/sid  --timeout 900

A row has a script, without its .sh; where it runs; and options of tests/machine/boot. It runs on a machine, KERNEL/USERLAND; or on
the `host`, as root, in roots that it makes; or there `first`, where it makes what the others need. Behind a bar are the further
machines, of the long group `further`. Scripts can be executed; what they share cannot. Each script has a row."""
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
BOOT = PROJECT / "tests/machine/boot"


class Mistake(Exception):
    pass


@dataclass(frozen=True)
class Run:
    """One script on one machine."""
    script: Path
    place: str
    options: tuple = ()
    further: bool = False

    @property
    def on_machine(self):
        return "/" in self.place

    @property
    def kernel(self):
        return self.place.partition("/")[0]

    @property
    def userland(self):
        return self.place.partition("/")[2]

    def command(self):
        if not self.on_machine:
            return [self.script]
        return [BOOT, "--kernel", self.kernel, "--userland", self.userland, *self.options, self.script]

    def __str__(self):
        place = f" on {self.place}" if self.on_machine else ""
        return " ".join([f"{self.script.parent.name}/{self.script.stem}{place}", *self.options])


def runs_of_row(folder, line):
    script, *words = line.split()
    places = words[:next((at for at, word in enumerate(words) if word.startswith("--")), len(words))]
    options = tuple(words[len(places):])
    bar = places.index("|") if "|" in places else len(places)
    for place in places[:bar] + places[bar + 1:]:
        if place not in ("host", "first") and place.count("/") != 1:
            raise Mistake(f"{folder}/machines: '{place}' of '{script}' is neither KERNEL/USERLAND nor host nor first")
    return [Run(folder / f"{script}.sh", place, options, at > bar) for at, place in enumerate(places) if at != bar]


def is_script(path):
    return path.stat().st_mode & 0o100


def read_table(folder):
    """All that is run of a folder. A script without a row, or a row without a script, is a Mistake."""
    rows = [line for line in (folder / "machines").read_text().splitlines() if line and not line.startswith("#")]
    runs = [run for row in rows for run in runs_of_row(folder, row)]
    scripts = {path for path in folder.glob("*.sh") if is_script(path)}
    for wrong in sorted(scripts ^ {run.script for run in runs}):
        raise Mistake(f"{folder}/machines has no row for {wrong.stem}" if wrong in scripts else f"{wrong} is no script that can be run")
    return runs
