"""C++ as clang-format leaves it, taken apart into tokens: as much as finder.py needs."""
import re
from dataclasses import dataclass

TOKEN = re.compile(r"""
    (?P<skipped> \s+ | //[^\n]* | /\*.*?\*/ | ^\#(?:[^\n]*\\\n)*[^\n]* )
  | (?P<text> R"(?P<mark>\w*)\(.*?\)(?P=mark)"\w* | u?8?"(?:\\.|[^"\\])*"\w* | '(?:\\.|[^'\\])+' )
  | (?P<word> [A-Za-z_]\w* | \d[\w.']* )
  | (?P<sign> <=> | <<= | >>= | -> | :: | && | \|\| | [-+*/%&|^<>=!]= | << | \+\+ | -- | . )
""", re.VERBOSE | re.DOTALL | re.MULTILINE)
PREDICATES = {"any_of", "all_of", "none_of", "find_if", "find_if_not", "erase_if", "count_if", "remove_if", "sort", "stable_sort"}
BEFORE_BLOCK = {")", "]", "}", "else", "try", "do", "const", "noexcept", "override", "mutable"}
OPENING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True)
class Token:
    text: str
    begin: int
    end: int
    is_spaced: bool  # has space on both sides, as clang-format gives to operators but not to the brackets of templates


def is_spaced(found: re.Match[str]) -> bool:
    return found.string[found.start() - 1].isspace() and found.string[found.end():found.end() + 1].isspace()


class Source:
    """A text, by the numbers of its tokens. A range ends before its second number."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = [Token(found.group(), found.start(), found.end(), is_spaced(found)) for found in TOKEN.finditer(source)
                       if found.lastgroup != "skipped"]
        self.partners: dict[int, int] = {}  # for each bracket the one that closes or opens it
        opened: list[int] = []
        for at, token in enumerate(self.tokens):
            if token.text in OPENING:
                opened.append(at)
            elif token.text in OPENING.values():
                before = opened.pop()
                self.partners[before], self.partners[at] = at, before

    def text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def code(self, begin: int, end: int) -> str:
        return " ".join(self.source[self.tokens[begin].begin:self.tokens[end - 1].end].split())

    def line(self, at: int) -> int:
        return self.source.count("\n", 0, self.tokens[at].begin) + 1

    def is_block(self, at: int) -> bool:
        """Whether it opens statements, and not a class or a value."""
        if self.text(at) != "{":
            return False
        if self.text(at - 1) in BEFORE_BLOCK:
            return self.text(at - 1) != "]" or self.tokens[at].is_spaced or self.source[self.tokens[at].begin - 1] == " "
        back = at - 1  # a lambda's type, as in "-> std::optional<int> {"
        while re.fullmatch(r"\w+|::|[<>*&]", self.text(back)):
            back -= 1
        return self.text(back) == "->"

    def ends_switch(self, at: int) -> bool:
        """Whether here, or after another `default: break;`, is the end of a switch."""
        if [self.text(at + ahead) for ahead in range(4)] == ["default", ":", "break", ";"]:
            at += 4
        return self.text(at) == "}" and self.text(self.partners.get(self.partners[at] - 1, 0) - 1) == "switch"

    def beyond(self, at: int) -> int:
        """Behind this token, or behind the bracket that closes it."""
        return self.partners.get(at, at) + 1 if self.text(at) in ("(", "[", "{") else at + 1

    def split(self, begin: int, end: int, sign: str) -> list[tuple[int, int]]:
        """The parts between such signs, but for those in brackets."""
        parts, at = [begin], begin
        while at < end:
            if self.text(at) == sign and (sign == ";" or self.tokens[at].is_spaced):
                parts.append(at + 1)
            at = self.beyond(at)
        return list(zip(parts, [part - 1 for part in parts[1:]] + [end]))

    def around(self, at: int, ends: set[str]) -> tuple[int, int]:
        """The expression around an operator."""
        begin = at
        while self.text(begin - 1) not in ends | {"(", "[", "{", ""}:
            begin = self.partners.get(begin - 1, begin - 1)
        end = at + 1
        while self.text(end) not in ends | {")", "]", "}"}:
            end = self.beyond(end)
        return begin, end

    def is_predicate(self, block: int) -> bool:
        """Whether the function or lambda with this body says yes or no."""
        at = block - 1
        while self.text(at) in ("const", "override", "noexcept", "mutable"):
            at -= 1
        if self.text(at) != ")":
            return False
        at = self.partners[at] - 1
        if self.text(at) != "]":
            while re.fullmatch(r"\w+|::", self.text(at)) and self.text(at) != "bool":
                at -= 1
            return self.text(at) == "bool"
        begin, _ = self.around(self.partners[at], {";"})
        name = self.text(begin - 2) if self.text(begin - 1) == "(" else ""
        return name in PREDICATES or bool(re.match("(is|has)_", self.text(self.partners[at] - 2)))

    def is_declaration(self, begin: int, end: int) -> bool:
        return bool(re.match(r"(const|auto|static)\b|[\w:]+(<[^=;()]*>)?[*&]* [*&]?\w+ ?([=({;\[]|$)", self.code(begin, end)))
