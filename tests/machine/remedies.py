"""remedies.py PROGRAM yes|no CODE: holds doctor's answers, /tmp/root.json and /tmp/plain.json, against each other, and against whether
the program works for a plain user; /tmp/remedy gets all the commands, in the order printed. Prints the findings that matter, and what
is wrong with them; then it exits with 1."""
import json
import sys

BAD = ("fail", "warn")
# What is said of one program under any of these is one answer.
OF_PROGRAMS = ("binary", "no-profile", "not-loaded", "disabled", "tie", "force-complain", "complaining", "profile-refuses",
               "program-fails", "limited-namespace", "binary-missing", "binary-script", "bwrap-setuid")
UNKNOWN = ("binary-untried",)


def answers(checks):
    """By what is asked: the level of the answer. Of a program whose answer is 'cannot tell', none."""
    found = {}
    for check in checks:
        if check["id"] in UNKNOWN:
            continue
        key = "program" if check["id"] in OF_PROGRAMS else check["id"]
        found.setdefault(key, check["level"])
    return found


def commands_of(check):
    return [line for line in check["remedy"].splitlines() if not line.startswith("#")]


def wrong_with(program, works, code, root, plain):
    for check in root:
        if check["level"] in BAD and not check["remedy"]:
            yield f"no remedy, and no reason: {check['message']}"
    mine, theirs = answers(root), answers(plain)
    for key in mine.keys() & theirs.keys():
        if {mine[key], theirs[key]} == {"ok", "fail"}:
            yield f"{key}: {mine[key]} for root, {theirs[key]} for a plain user"
    for key, level in theirs.items():
        if level == "fail" and mine.get(key) not in BAD and code == 0:
            yield f"{key}: nothing is wrong for root, and fail for a plain user"
    if code == 0 and not works:
        yield "nothing is wrong, but the program does not work"
    if mine.get("program") == "ok" and not works:
        yield "ok, but the program does not work"
    if mine.get("program") == "fail" and works:
        yield "fail, but the program works"


def main():
    program, works, code = sys.argv[1], sys.argv[2] == "yes", int(sys.argv[3])
    root, plain = (json.load(open(f"/tmp/{who}.json"))["checks"] for who in ("root", "plain"))
    with open("/tmp/remedy", "w") as remedy:
        for check in root:
            if check["level"] in BAD:
                remedy.writelines(line + "\n" for line in commands_of(check))
    for check in root:
        if check["level"] in BAD:
            print(check["level"], check["id"], check["message"], "|", check["evidence"])
            print("   ", check["remedy"].replace("\n", "\n    "))
    for check in plain:
        if check["level"] in BAD:
            print("for a plain user:", check["level"], check["id"], check["message"])
    wrong = list(wrong_with(program, works, code, root, plain))
    print(*wrong, sep="\n")
    return 1 if wrong else 0


sys.exit(main())
