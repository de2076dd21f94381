"""Random sets of profiles that claim the same three programs: what attaches, what the rules grant, and what the administrator's links
do to them. One set has a folder of its own, so that many can be loaded side by side."""
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

PROFILES = Path("/etc/apparmor.d")
# A program below the folder of its set, and the patterns that take it, and others.
PROGRAMS = {
    "one/run": ["one/run", "one/*", "*/run", "o?e/run", "{one,two}/run", "o[a-n]e/run", "**", "one/r**"],
    "two/run": ["two/run", "two/*", "*/run", "t?o/run", "{two,three}/run", "{one,two}/{run,go}", "t**"],
    "two/sub/run": ["two/sub/run", "two/**", "two/*/run", "{two,three}/s*/run", "**/run", "two/{,sub/}run"],
}
FLAGS = ["", "", "", "", "unconfined", "unconfined", "attach_disconnected", "complain", "default_allow"]
GRANTS = ["userns,", "userns,", "userns,", "allow userns,", "userns create,", "audit userns,", "deny userns,", "audit deny userns,",
          "userns,\n  deny userns,", ""]
# What a program that makes a sandbox needs; a set may lack one line.
NEEDS = ["file,", "capability,", "network,", "mount,", "unix,", "signal,"]
CHILDREN = ["", "", "", "  ^hat {\n    userns,\n  }\n", "  profile child {\n    file,\n  }\n", "  profile child %s {\n    userns,\n  }\n"]
LINKS = ["", "", "", "", "", "", "disable", "force-complain"]
XATTR = ("security.random", "tagged")


@dataclass
class Set:
    """What is written: the text of each file below /etc/apparmor.d, the links to it, and the programs with the attribute."""
    folder: str
    files: dict = field(default_factory=dict)
    links: dict = field(default_factory=dict)
    tagged: list = field(default_factory=list)

    @property
    def programs(self):
        return [f"{self.folder}/{program}" for program in PROGRAMS]

    def __str__(self):
        shown = [f"--- {name} {self.links.get(name, '')}\n{text}" for name, text in self.files.items()]
        return "".join([*shown, f"tagged: {' '.join(self.tagged)}\n"])


def rules(random, flags):
    if "unconfined" in flags or flags == "default_allow":
        return [random.choice(["userns,", "userns,", "", "deny userns,", "audit userns,"])]
    needs = list(NEEDS)
    if random.random() < 0.25:
        needs.remove(random.choice(needs))
    return [*needs, random.choice(GRANTS)]


def profile(random, folder, name):
    pattern = f"{folder}/{random.choice(random.choice(list(PROGRAMS.values())))}"
    variable, attachment = "", pattern
    if random.random() < 0.2:
        variable, attachment = f"@{{top}} = {folder}\n", "@{top}" + pattern.removeprefix(folder)
    flags = random.choice(FLAGS)
    header = f"{attachment}" if random.random() < 0.15 else f"profile {name} {attachment}"
    if random.random() < 0.1:
        header += f" xattrs=({XATTR[0]}=\"{XATTR[1]}\")"
    if flags:
        header += f" flags=({flags})"
    abi = random.choice(["abi <abi/4.0>,\n"] * 7 + ["abi <abi/3.0>,\n", ""])
    child = random.choice(CHILDREN).replace("%s", f"{folder}/other")
    body = "".join(f"  {rule}\n" for rule in rules(random, flags) if rule)
    return f"{abi}include <tunables/global>\n{variable}{header} {{\n{body}{child}}}\n"


def random_set(random: Random, number: int, folder: str) -> Set:
    made = Set(folder)
    for at in range(random.randint(2, 5)):
        name = f"set{number}-{at}"
        made.files[name] = profile(random, folder, name)
        link = random.choice(LINKS)
        if link:
            made.links[name] = link
    made.tagged = [program for program in made.programs if random.random() < 0.3]
    return made
