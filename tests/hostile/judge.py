"""Runs the program on an input, and holds its answer against what is right, and against what is never right."""
import os
import re
import signal
import subprocess
from dataclasses import dataclass

from inputs import Input

PROGRAM = "/usr/bin/aa-userns-gen"
SECRET = "sesame-opens-7319"  # in files that only root may read, and that nothing asked for
TIMED_OUT = -1000

# What no terminal may get from others: controls but line breaks, C1, line and paragraph separators, and what turns the
# direction of text; and what is no UTF-8 at all.
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\udc80-\udcff]")
CRASHED = re.compile(r"internal error|terminate called|bad_alloc|std::|Segmentation|AddressSanitizer|basic_string", re.I)


@dataclass(frozen=True)
class Answer:
    status: int
    output: str


def ask(row: Input) -> Answer:
    running = subprocess.Popen([PROGRAM, *row.command.split(" ")], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, start_new_session=True, cwd="/")
    try:
        output, _ = running.communicate(timeout=row.seconds)
        status = running.returncode
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        output, _ = running.communicate()
        status = TIMED_OUT
    return Answer(status, output.decode(errors="surrogateescape"))


def complaints(row: Input, answer: Answer) -> list[str]:
    found = []
    if answer.status == TIMED_OUT:
        found.append(f"no answer within {row.seconds} s")
    elif answer.status != row.status:
        found.append(f"exit status {answer.status} instead of {row.status}")
    if row.says not in answer.output:
        found.append(f"does not say: {row.says}")
    for what, pattern in (("raw", RAW), ("a crash", CRASHED), ("a secret", re.compile(SECRET)),
                          ("never", re.compile(row.never or "(?!)", re.M))):
        shown = pattern.search(answer.output)
        if shown:
            found.append(f"{what} in the output: {shown.group()!a}")
    return found
