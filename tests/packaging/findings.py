"""Compares the ids of findings in the code, of explain, and of the man page: prints a sentence for each, and exits with 1 where one fails."""
import json
import re
import subprocess
import sys
from pathlib import Path

program, page_file = sys.argv[1:]
page = Path(page_file).read_text()
failed = False


def sentence(text, wrong):
    global failed
    failed = failed or bool(wrong)
    print("not ok -" if wrong else "ok -", text)
    for each in sorted(wrong):
        print(f"#   {each}")


def output_of(*arguments):
    return subprocess.run([program, *arguments], stdout=subprocess.PIPE, text=True).stdout


def plain(text):
    """Roff in one line, without its escapes."""
    return " ".join(text.replace("\\e", "\0").replace("\\&", "").replace("\\-", "-").replace("\0", "\\").split())


code = {file: re.sub(r"^\s*//.*", "", file.read_text(), flags=re.MULTILINE)
        for top in ("app", "lib") for file in Path(top).rglob("*") if file.suffix in {".cc", ".h"}}
used = {found for text in code.values() for found in re.findall(r'"([^"\n]+)"_id\b', text)}
entries = json.loads(output_of("explain", "--list", "--json"))["messages"]
findings = {entry["id"]: entry for entry in entries if "meaning" in entry}
messages = {entry["id"]: entry for entry in entries if "meaning" not in entry}
tags = re.findall(r"^\.It Sy (\S+)\n", page, re.MULTILINE)
bodies = dict(re.findall(r"^\.It Sy (\S+)\n(.*?)(?=^\.It Sy |^\.Ss |^\.Sh )", page, re.MULTILINE | re.DOTALL))

sentence(f"each of the {len(used)} ids in the code is one that explain knows", used - set(findings))
sentence("and each of those is in the code", set(findings) - used)
sentence(f"the page has these and the {len(messages)} messages of other programs, each once, and no other",
         [*(set(tags) ^ (set(findings) | set(messages))), *(tag for tag in set(tags) if tags.count(tag) > 1)])
sentence("the page says of each what explain says",
         [each for each, entry in {**findings, **messages}.items()
          for key in ("meaning", "cause", "remedy") if entry.get(key, "") not in plain(bodies.get(each, ""))])
sentence("explain knows each by its id, and says it at length",
         [each for each, entry in findings.items() if " ".join(output_of("explain", each).split()) !=
          f"{each}: {entry['example']} said by {entry['said_by']} means {entry['meaning']} cause {entry['cause']} do {entry['remedy']}"])
sentence("a word that is near to an id is asked about",
         ["unknown-kye"] if "did you mean 'unknown-key'?" not in output_of("explain", "unknown-kye") else [])
sentence("the other pages lead to this one",
         [name for name in ("aa-userns-gen.8.in", "aa-userns-gen-policy.5")
          if ".Xr aa-userns-gen-findings 7" not in Path("packaging/man", name).read_text().split(".Sh SEE ALSO")[1]])
allowed = json.loads(Path("packaging/schema/policy.schema.json").read_text())["$defs"]["binary"]["properties"]["allow"]["items"]["enum"]
sentence("what a policy can allow is a finding of that id", set(allowed) - set(findings))
sys.exit(failed)
