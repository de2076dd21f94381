"""random_grants.py SETS [SEED]: writes and loads random sets of profiles, asks doctor which of their programs can use user namespaces,
and does, as a plain user, what such programs do. Exits with 1 where the two differ, or where doctor too often cannot tell."""
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random, SystemRandom

from random_profiles import PROFILES, XATTR, random_set

AT_ONCE = 10
MAY_BE_UNKNOWN = 0.02
KERNEL = Path("/sys/kernel/security/apparmor")
OWN_PROGRAM = Path("/run/own_program")
AS_PLAIN_USER = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
TRY_EACH = """while read -r program way; do
    if "$program" --user --map-root-user --mount --net /usr/bin/perl "$1" "$way" </dev/null >/dev/null 2>&1; then
        echo works
        continue
    fi
    "$program" --user --map-root-user /usr/bin/true </dev/null >/dev/null 2>&1
    # It makes the namespace before it executes what may be refused.
    case $? in 0 | 126 | 127) echo creates ;; *) echo fails ;; esac
done"""
SANDBOX = Path(__file__).with_name("random_sandbox.pl")
ABOUT_PROGRAM = ("binary", "no-profile", "not-loaded", "disabled", "tie", "force-complain", "complaining", "profile-refuses",
                 "program-fails", "limited-namespace", "binary-untried")
# Said where some of what the program starts would fail: what mounts in the new way.
OF_COMPLAINING = ("force-complain", "complaining")


def write(each):
    for program in each.programs:
        path = Path(program)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(OWN_PROGRAM.read_bytes())
        path.chmod(0o755)
        if program in each.tagged:
            os.setxattr(path, XATTR[0], XATTR[1].encode())
    for name, text in each.files.items():
        (PROFILES / name).write_text(text)
    for name, folder in each.links.items():
        (PROFILES / folder).mkdir(exist_ok=True)
        (PROFILES / folder / name).symlink_to(PROFILES / name)


def load(sets):
    """As at boot: one that the parser refuses keeps off no other. How many it refused."""
    files = [PROFILES / name for each in sets for name in each.files]
    done = subprocess.run(["apparmor_parser", "--replace", "--skip-cache", *files], capture_output=True, text=True)
    return done.stderr.count("AppArmor parser error")


def clear(sets, loaded_before):
    for profile in sorted(loaded() - loaded_before, reverse=True):
        try:
            (KERNEL / ".remove").write_text(profile)
        except FileNotFoundError:
            pass
    for each in sets:
        for name, folder in each.links.items():
            (PROFILES / folder / name).unlink()
        for name in each.files:
            (PROFILES / name).unlink()


def said_of(programs):
    """What doctor says first of each program: the check."""
    done = subprocess.run(["aa-userns-gen", "doctor", "--json", *programs], capture_output=True, text=True)
    checks = json.loads(done.stdout)["checks"]
    return {program: next(check for check in checks
                          if check["id"] in ABOUT_PROGRAM and check["message"].startswith(f"{program}:"))
            for program in programs}


def do_as_plain_user(said):
    """What each program does: works, creates a namespace and no more, or fails. By one shell, since a fork of this interpreter costs ten times as much."""
    ways = {program: "new" if check["id"] in OF_COMPLAINING else "classic" for program, check in said.items()}
    asked = "".join(f"{program} {way}\n" for program, way in ways.items())
    done = subprocess.run([*AS_PLAIN_USER, "sh", "-c", TRY_EACH, "sh", SANDBOX], input=asked, capture_output=True, text=True, cwd="/")
    return dict(zip(ways, done.stdout.split(), strict=True))


def verdict_on(check, does):
    """One of right, wrong, unknown."""
    if check["id"] == "binary-untried":
        return "unknown"
    if check["id"] == "limited-namespace":
        return "right" if does == "creates" else "wrong"
    return "right" if (does == "works") == (check["level"] != "fail") else "wrong"


def loaded():
    return {line.rpartition(" (")[0] for line in (KERNEL / "profiles").read_text().splitlines()}


def try_sets(sets, counts):
    loaded_before = loaded()
    for each in sets:
        write(each)
    counts["refused by the parser"] += load(sets)
    said = said_of([program for each in sets for program in each.programs])
    does = do_as_plain_user(said)
    for each in sets:
        for program in each.programs:
            verdict = verdict_on(said[program], does[program])
            counts[verdict] += 1
            counts[f"  {said[program]['level']} {said[program]['id']}"] += 1
            if verdict == "wrong":
                print(f"{program} {does[program]}, but doctor says: {json.dumps(said[program], indent=1)}\n{each}")
    clear(sets, loaded_before)


def main():
    wanted = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SystemRandom().randrange(1 << 32)
    print(f"seed {seed}")
    random, counts = Random(seed), Counter()
    for begin in range(0, wanted, AT_ONCE):
        sets = [random_set(random, number, f"/opt/{number}") for number in range(begin, min(begin + AT_ONCE, wanted))]
        try_sets(sets, counts)
        subprocess.run(["find", "/opt", "-mindepth", "1", "-delete"], check=True)
    judged = counts["right"] + counts["wrong"] + counts["unknown"]
    print(f"# {wanted} sets, {judged} cases, seed {seed}: {counts['right']} right, {counts['wrong']} wrong, "
          f"{counts['unknown']} 'cannot tell' ({100 * counts['unknown'] / judged:.1f} %); "
          f"{counts['refused by the parser']} files refused by the parser")
    print("# " + ", ".join(f"{name.strip()} {count}" for name, count in sorted(counts.items()) if name.startswith("  ")))
    return 1 if counts["wrong"] or counts["unknown"] > MAY_BE_UNKNOWN * judged else 0


if __name__ == "__main__":
    sys.exit(main())
