"""How tests tell what came of them: one line for each, and the sums are made here and nowhere else.

    ok - SENTENCE        not ok - SENTENCE        skipped - SENTENCE        ok 12 - SENTENCE, for twelve at once
"""
import re
from dataclasses import dataclass

RESULT = re.compile(r"(ok|not ok|skipped)(?: (\d+))? - ")


@dataclass
class Tally:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, line):
        result = RESULT.match(line)
        if result:
            field = {"ok": "passed", "not ok": "failed", "skipped": "skipped"}[result.group(1)]
            setattr(self, field, getattr(self, field) + int(result.group(2) or 1))

    def end(self, status):
        """What failed without a word failed all the same, and so did what has nothing to say. Returns why, or nothing."""
        if status != 0 and self.failed == 0:
            self.failed = 1
            return f"ended with exit status {status}"
        if self == Tally():
            self.failed = 1
            return "has nothing to run"
        return ""

    def __add__(self, other):
        return Tally(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"
