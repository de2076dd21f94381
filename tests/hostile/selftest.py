"""What judges the answers, tried on answers that are wrong: a line for each, as any other test has."""
import sys

sys.dont_write_bytecode = True
from inputs import LOCK, TREE, Input  # noqa: E402
from judge import SECRET, TIMED_OUT, Answer, complaints  # noqa: E402
from machine_state import Look, differences  # noqa: E402

ROW = Input("a row", "apply x", 3, "cannot", never="^pwned")
FILE = Look("-rw-r--r--", 0, 0, 5, 7, "")


def complains(status: int, output: str) -> str:
    return " ".join(complaints(ROW, Answer(status, output)))


def differs(path: str, now: Look, may_change: str = "") -> bool:
    return bool(differences({}, {path: now}, Input("a row", "apply x", 0, "", may_change=may_change, tree_of=1000)))


CHECKS = {
    "the right answer is right": not complains(3, "cannot do it\n"),
    "another exit status is wrong": "exit status 0" in complains(0, "cannot\n"),
    "the reason must be the right one": "does not say" in complains(3, "sorry\n"),
    "what hangs is wrong": "no answer" in complains(TIMED_OUT, "cannot"),
    "what must never be said is wrong": "never" in complains(3, "cannot\npwned\n"),
    "raw characters are wrong": all("raw" in complains(3, f"cannot {each}")
                                    for each in ("\x1b", "\r", "\x7f", "\x9b", "\u202e", "\u2028", "\udcff")),
    "other letters are not": not complains(3, "cannot \u00e9 \u4e2d\n"),
    "a secret is wrong": "a secret" in complains(3, f"cannot {SECRET}"),
    "a crash is wrong": "a crash" in complains(3, "cannot std::bad_alloc") and "exit status -11" in complains(-11, "cannot"),
    "a change outside is wrong": differs("/etc/x", FILE) and differs("/etc/x", FILE, may_change=TREE),
    "one in the tree is right where it is asked for": not differs(LOCK, FILE) and not differs(f"{TREE}/dev",
        Look("drwxr-xr-x", 0, 0, 0, 0, ""), TREE),
    "but no special file": all(differs(f"{TREE}/dev", FILE._replace(mode=mode), TREE)
                               for mode in ("-rwsr-xr-x", "-rwxr-sr-x", "prw-r--r--", "crw-r--r--")),
    "nor one that is given away": differs(f"{TREE}/dev", Look("drwxr-xr-x", 33, 0, 0, 0, ""), TREE),
}

for sentence, is_right in CHECKS.items():
    print(f"{'ok' if is_right else 'not ok'} - {sentence}")
