"""Finds the mutants of a C++ source, and writes the source that has them all, each asleep (mutants.h).

A condition always holds, or never; of the parts of 'a && b' each always holds, of 'a || b' never, which says more than to negate it;
'<' takes in what is equal, '<=' does not; a statement, `break` or `continue` is dropped. What a test can tell by one of them is not
tried by another: 'a && b' as a whole only never holds."""
from dataclasses import dataclass

from source import Source

COMPARISONS = {"==", "!=", "<", "<=", ">", ">="}
BOUNDARIES = {"<": ("less", "<="), "<=": ("less_or_equal", "<"), ">": ("greater", ">="), ">=": ("greater_or_equal", ">")}
ENDS = {",", ";", "?", ":", "return", "throw", "=", "+=", "-=", "|="}
SPACE = "aug::mutants::"


@dataclass(frozen=True)
class Mutant:
    number: int
    line: int
    what: str


class Finder(Source):
    def __init__(self, source: str, number: int) -> None:
        super().__init__(source)
        self.number = number  # of the first mutant
        self.mutants: list[Mutant] = []
        self.inserts: list[tuple[int, int, int, str]] = []  # see wrap
        self.replaced: dict[int, str] = {}
        self.done: set[tuple[int, int]] = set()
        self.excluded: set[int] = set()
        blocks = [at for at in range(len(self.tokens)) if self.is_block(at)]
        for block in blocks:
            self.read_block(block)
        for at in sorted({at for block in blocks for at in range(block, self.partners[block])} - self.excluded):
            self.read_operator(at)

    def add(self, at: int, end: int, what: str) -> int:
        code = self.code(at, end)
        self.mutants.append(Mutant(self.number, self.line(at), what.format(code if len(code) <= 90 else code[:87] + "...")))
        self.number += 1
        return self.number - 1

    def drop(self, at: int, end: int) -> int:
        return self.add(at, end + 1, "'{}' is dropped")

    def wrap(self, begin: int, end: int, before: str, after: str) -> None:
        """At one place, what ends goes first, the shortest first; then what begins, the longest first, and the earliest."""
        first, last, order = self.tokens[begin].begin, self.tokens[end - 1].end, len(self.inserts)
        self.inserts.append((first, 1, -last * 10000 + order, before))
        self.inserts.append((last, 0, -first * 10000 - order, after))

    def force(self, begin: int, end: int, always: bool, never: bool) -> None:
        always, never = always and self.text(begin) != "true", never and self.text(begin) != "false"
        if always or never:
            numbers = [self.add(begin, end, f"'{{}}' {word} holds") if wanted else 0 for word, wanted in (("always", always), ("never", never))]
            self.wrap(begin, end, f"{SPACE}forced({numbers[0]}, {numbers[1]}, ", ")")

    def read_condition(self, begin: int, end: int, always: bool = True, never: bool = True) -> None:
        if (begin, end) in self.done or begin >= end:
            return
        self.done.add((begin, end))
        if self.text(begin) == "(" and self.partners[begin] == end - 1:
            return self.read_condition(begin + 1, end - 1, always, never)
        if self.text(begin) == "!" and self.text(begin + 1) == "(" and self.partners[begin + 1] == end - 1:
            return self.read_condition(begin + 2, end - 1, never, always)
        for sign, is_or in (("||", True), ("&&", False)):
            parts = self.split(begin, end, sign)
            if len(parts) > 1:
                self.force(begin, end, always and is_or, never and not is_or)
                for part in parts:
                    self.read_condition(*part, always=not is_or, never=is_or)
                return
        self.force(begin, end, always, never)

    def read_operator(self, at: int) -> None:
        sign = self.text(at)
        if sign == "?" or self.tokens[at].is_spaced and sign in COMPARISONS | {"&&", "||"}:
            begin, end = self.around(at, ENDS)
            self.read_condition(begin, at if sign == "?" else end)
        if sign in BOUNDARIES and self.tokens[at].is_spaced:
            name, other = BOUNDARIES[sign]
            begin, end = self.around(at, ENDS | {"&&", "||"})
            self.wrap(begin, end, f"{SPACE}{name}({self.add(begin, end, f'{{}}: {sign} is {other}')}, ", ")")
            self.replaced[at] = ","

    def read_block(self, block: int) -> None:
        at = block + 1
        while at < self.partners[block]:
            at = self.read_statement(at, self.is_predicate(block))

    def read_statement(self, at: int, is_predicate: bool) -> int:
        """Returns where the next one begins."""
        word = self.text(at)
        if word == "{":
            return self.beyond(at)
        if word in ("if", "while", "for", "switch", "catch"):
            opening = at + 1 + (self.text(at + 1) == "constexpr")
            if word in ("if", "while", "for"):
                self.read_control(word, opening)
            return self.read_statement(self.beyond(opening), is_predicate)
        if word in ("else", "do", "try"):
            return self.read_statement(at + 1, is_predicate)
        ends = {":"} if word in ("case", "default") else {";"}
        end = at
        while self.text(end) not in ends:
            end = self.beyond(end)
        if ends == {";"} and end > at:
            self.read_simple(at, end, is_predicate)
        return end + 1

    def read_control(self, word: str, opening: int) -> None:
        parts = self.split(opening + 1, self.partners[opening], ";")
        if word == "for" and len(parts) != 3:
            return
        begin, end = parts[1] if word == "for" else parts[-1]
        if self.is_declaration(begin, end):
            if word == "if" and self.text(begin + 1) != "[":
                name = next(at for at in range(begin, end) if self.text(at) == "=") - 1
                never = self.add(begin, end, "'{}' never holds")
                self.wrap(begin, end, "", f"; {SPACE}forced(0, {never}, {self.text(name)})")
        else:
            self.read_condition(begin, end, always=word == "if")

    def read_simple(self, at: int, end: int, is_predicate: bool) -> None:
        word = self.text(at)
        if word in ("assert", "static_assert", "constexpr", "using", "enum") or word == "static" and self.text(at + 1) == "constexpr":
            self.excluded |= set(range(at, end))
        elif word in ("break", "continue"):
            if not self.ends_switch(end + 1):
                self.wrap(at, end, f"if ({SPACE}is_active({self.drop(at, end)})) {{}} else ", "")
        elif word == "return":
            if is_predicate:
                self.read_condition(at + 1, end)
        elif self.is_declaration(at, end):
            name = at + (word == "const")
            if self.text(name) == "bool" and self.text(name + 2) == "=":
                self.read_condition(name + 3, end)
        elif word != "throw":
            self.wrap(at, end, f"{SPACE}is_active({self.drop(at, end)}) ? void() : void(", ")")

    def mutated(self) -> str:
        edits = [(place, kind, key, place, text) for place, kind, key, text in self.inserts]
        edits += [(self.tokens[at].begin, 2, 0, self.tokens[at].end, text) for at, text in self.replaced.items()]
        result, done = "", 0
        for begin, _, _, end, text in sorted(edits):
            result += self.source[done:begin] + text
            done = end
        return result + self.source[done:]
