"""run.py FAMILY [-v] [REGEX]: gives the program each hostile input of a family, on a machine whose folders are scratch, and says
what came out otherwise than expected. With -v also what the program said."""
import importlib
import re
import sys

sys.dont_write_bytecode = True
import judge  # noqa: E402
import machine_state  # noqa: E402


def main(family: str, *options: str) -> int:
    wanted = re.compile(next((each for each in options if each != "-v"), ""))
    rows = [row for row in importlib.import_module(family).INPUTS if wanted.search(row.name)]
    failed = 0
    machine_state.prepare()
    untouched = machine_state.snapshot()
    for row in rows:
        with machine_state.placed(row):
            before = machine_state.snapshot() if row.changes else {}
            answer = judge.ask(row)
            after = machine_state.snapshot() if row.changes else {}
            complaints = judge.complaints(row, answer) + machine_state.differences(before, after, row)
        failed += bool(complaints)
        print(f"{'not ok' if complaints else 'ok'} - {family}: {row.name}", flush=True)
        shown = complaints + [f"$ aa-userns-gen {row.command}",
                              *answer.output.splitlines()] if complaints or "-v" in options else []
        print("".join(f"#   {line!a}\n" for line in shown[:40]), end="")
    left = machine_state.changes(untouched, machine_state.snapshot())
    failed += bool(left)
    print(f"{'not ok' if left else 'ok'} - {family}: nothing is left of all this", *(f"#   {each!a}" for each in left), sep="\n")
    print(f"# {len(rows)} hostile inputs in cases of {family}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
