"""Runs the tests that come by a mutant, with that mutant awake."""
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from finder import Mutant

AT_ONCE = 2
QUICK = 0.2


@dataclass(frozen=True)
class Test:
    name: str
    file: str
    seconds: float

    def pattern(self) -> str:
        """As an option of doctest takes it, which has a meaning for some characters."""
        return re.sub(r'[,"\\*]', "?", self.name)


def fails(server: subprocess.Popen[str], mutant: Mutant, tests: list[Test]) -> bool:
    seconds = 0.5 + 10 * sum(test.seconds for test in tests)
    server.stdin.write(f"{mutant.number} {seconds} {','.join(test.pattern() for test in tests)}\n")
    server.stdin.flush()
    return int(server.stdout.readline()) != 0


class Program:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.reaching: dict[int, list[Test]] = defaultdict(list)
        reached = path.with_suffix(".reached")
        done = subprocess.run([path, "--no-colors"], env={**os.environ, "AUG_REACHED": str(reached)}, stdout=subprocess.PIPE, text=True)
        if done.returncode != 0:
            sys.exit("not ok - the tests pass without a mutant\n" + done.stdout)
        for line in reached.read_text().splitlines():
            name, file, seconds, mutants = line.split("\t")
            for mutant in mutants.split():
                self.reaching[int(mutant)].append(Test(name, file, float(seconds)))

    def tests_of(self, file: Path, mutant: Mutant) -> list[list[Test]]:
        """In the order of running: the quick ones first, and of them those of the file itself, which are the likeliest to tell."""
        tests = sorted(self.reaching[mutant.number], key=lambda test: test.seconds)
        quick = [test for test in tests if test.seconds < QUICK]
        own = [test for test in quick if test.file.endswith(f"/{file.parent.name}/{file.stem}_test.cc")]
        others = [test for test in quick if test not in own]
        return [some for some in (own, others, *([test] for test in tests if test not in quick)) if some]

    def try_all(self, mutants: list[tuple[Path, Mutant]]) -> Iterator[bool]:
        """For each, whether a test tells it."""
        servers = Queue()
        for _ in range(AT_ONCE):
            servers.put(subprocess.Popen([self.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))

        def is_told(file: Path, mutant: Mutant) -> bool:
            server = servers.get()
            try:
                return any(fails(server, mutant, tests) for tests in self.tests_of(file, mutant))
            finally:
                servers.put(server)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield from pool.map(lambda each: is_told(*each), mutants)
        for _ in range(AT_ONCE):
            servers.get().communicate()
