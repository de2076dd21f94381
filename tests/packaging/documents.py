"""Compares README.md and aa-userns-gen(8) with the program: prints a sentence for each, and exits with 1 where one fails."""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

program, page_file = sys.argv[1:]
readme = Path("README.md").read_text()
page = Path(page_file).read_text()
failed = False


def sentence(text, *differing):
    """Fails where these are not all the same."""
    global failed
    same = all(each == differing[0] for each in differing) and differing[0]
    failed = failed or not same
    print("ok -" if same else "not ok -", text)
    if not same:
        print("\n".join(f"#   {each}" for each in differing))


def output_of(*arguments):
    return subprocess.run([program, *arguments], stdout=subprocess.PIPE, text=True).stdout


def table(title):
    """The rows of a table of README.md, as lists of cells."""
    rows = readme.split(f"\n| {title} ")[1].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows]


def section(title):
    return page.split(f"\n.Sh {title}\n")[1].split("\n.Sh ")[0]


def items(text):
    """{tag: text} of a list of the page."""
    return {tag: body for tag, body in re.findall(r"^\.It (\S+)\n(.*?)(?=^\.It |^\.El)", text, re.MULTILINE | re.DOTALL)}


def plain(text):
    """Without markup, in one line: `x` of README.md, .Sq x and .Cm x of the page."""
    words = re.sub(r"^\.[A-Z][a-z] ", "", text, flags=re.MULTILINE).replace("Fl -", "--")
    return re.sub(r"\s+(?=[,;.])|\.$", "", " ".join(re.sub("`", "", words).split())).lower()


def operands(usage):
    """Without what may be left out and is an option."""
    return " ".join(re.sub(r"\[-[^\]]*\]|\[OPTIONS\]", "", usage).split())


def options_of(text):
    return set(re.findall(r"(?<![\w-])(?:-[A-Z]\b|--?[a-z][a-z-]*)", text))


def metrics():
    """What status writes of an empty tree: a number for each state."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "etc/apparmor.d").mkdir(parents=True)
        output_of("status", "--quiet", "--root", folder, "--metrics", f"{folder}/aa.prom")
        return Path(folder, "aa.prom").read_text()


# Exit statuses: the header of the program, the table, the page.
codes = dict(re.findall(r"= (\d), +///< (.*)$", Path("lib/core/text/exit_code.h").read_text(), re.MULTILINE))
told = dict(table("exit | meaning"))
described = items(section("EXIT STATUS"))
sentence("the exit statuses of README.md are those of the program", list(codes), list(told))
sentence("and of the page", list(codes), list(described))
for code in codes:
    sentence(f"README.md and the page say the same of exit status {code}", plain(told.get(code, "")), plain(described.get(code, "")))
sentence("what the program's source says of each is how they begin", codes,
         {code: plain(told.get(code, ""))[:len(meaning)] for code, meaning in codes.items()})

# Commands: in the same order, with the same arguments.
general = output_of("--help")
commands = re.findall(r"^  ([a-z]+) ", general.split("\nCommands:\n")[1].split("\n\n")[0], re.MULTILINE)
helps = {command: output_of(command, "--help") for command in commands}
synopses = {row[0].strip("`").partition(" ")[0]: row[0].strip("`").partition(" ")[2] for row in table("command | does")}
sentence("the commands of README.md are those of the program", commands, list(synopses))
sentence("and of the page", commands, re.findall(r"^\.Ss ([a-z]+)\b", section("COMMANDS"), re.MULTILINE))
usages = {command: re.match(r"Usage: aa-userns-gen \w+ (.*)", text).group(1) for command, text in helps.items()}
sentence("their arguments are those of the program",
         *({command: operands(each.get(command, "")) for command in commands} for each in (usages, synopses)))

# Options: of each call in these texts, and of each command's row.
calls = [(command, options_of(rest)) for text in (readme, page.replace("\\-", "-"), Path("CONTRIBUTING.md").read_text())
         for command, rest in re.findall(r"aa-userns-gen ([a-z]+)\b([^\n`#|&\"]*)", text) if command in commands]
calls += [(command, options_of(synopsis)) for command, synopsis in synopses.items()]
wrong = [f"{command} {option}" for command, options in calls for option in sorted(options - options_of(helps[command]))]
sentence(f"the {len(calls)} calls that these texts show have options of their command", ["no others", *wrong], ["no others"])

# States: a number for each is in the metrics.
text = metrics()
states = re.findall(r'^aa_userns_gen_binaries\{state="([a-z-]+)"\}', text, re.MULTILINE)
kinds = sorted(set(re.findall(r'^aa_userns_gen_settings\{.*state="([a-z-]+)"\}', text, re.MULTILINE)))
# The first is of what is not applied, and has no number.
sentence("the page's states of programs are those of the program", ["would-grant", *states], list(items(section("STATES"))))
sentence("and those of settings and units", kinds,
         sorted(re.findall(r"^\.Sq ([a-z-]+)", section("STATES").split("\nA kernel setting or a unit is\n")[1], re.MULTILINE)))
results = {re.split("[,;]", row[4])[0] for row in table("release | apparmor_parser")}
sentence("what README.md says that apply comes to, release by release, is a state or an exit status",
         ["no others", *(results - set(states) - {f"exit {code}" for code in codes})], ["no others"])

# A newcomer reads it in five minutes, and sees at once what it is, one command and one picture.
lines = readme.splitlines()
sentence(f"README.md is short: {len(lines)} lines", ["short enough"], ["short enough" if len(lines) <= 220 else "too long"])
top = lines[:16]
sentence("it begins with one command and one picture", [1, 1],
         [sum(line.startswith("    sudo aa-userns-gen ") for line in top), sum(line.startswith("![") for line in top[:12])])

# Policies that come with the program: named where a reader looks for one.
policies = sorted(path.stem for path in Path("policies").glob("*.yaml"))
listed = Path("packaging/man/aa-userns-gen-policy.5").read_text().split("\n.Sh INSTALLED POLICIES\n")[1].split("\n.Sh ")[0]
sentence(f"aa-userns-gen-policy(5) lists the {len(policies)} policies that come with the program, and no other", policies,
         sorted(re.findall(r"^(?:\.It )?\.?Cm ([a-z-]+)$", listed, re.MULTILINE)))
for name, text in (("README.md", readme), ("NEWS.md", Path("NEWS.md").read_text())):
    sentence(f"{name} names them all", policies, [policy for policy in policies if re.search(rf"(?<![\w-]){policy}(?![\w-])", text)])
sys.exit(failed)
