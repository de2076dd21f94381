"""A hostile input: what is placed, what the program is asked, and the one right answer."""
import json
from dataclasses import dataclass, field

from things import Thing, text

POLICY = "/tmp/given/policy.yaml"  # what a row about policies is about
LOG = "/tmp/given/log"
TREE = "/tmp/tree"  # what a row about images is about; its folders are user 1000's unless told otherwise
STATE = f"{TREE}/var/lib/aa-userns-gen"
LOCK = f"{STATE}/lock"  # made by every command that changes something, whatever comes of it


@dataclass(frozen=True)
class Input:
    name: str
    command: str  # the arguments, split at spaces
    status: int
    says: str  # a part of the output, which may be its only sign that the reason was the right one; "" for none at all
    placed: dict[str, Thing] = field(default_factory=dict)  # by path; folders on the way are made
    never: str = ""  # a pattern that the output must not have, beside those that none may have
    tree_of: int | None = None  # with a tree at TREE whose folders are this user's
    may_change: str = ""  # a folder in which a change is right
    seconds: float = 120  # against hangs alone: the machine may be a slow one

    @property
    def changes(self) -> bool:
        """Whether the command is one that can change something, and is watched by itself."""
        return self.command.split()[0] in ("apply", "remove", "recover", "reconcile", "rollback", "render")

    def may_change_at(self, path: str) -> bool:
        if path == LOCK:
            return True
        return bool(self.may_change) and (path == self.may_change or path.startswith(self.may_change + "/"))


def policy(*lines: str) -> str:
    return "\n".join(["version: 1", "name: p", *lines, ""])


def keys(mapping: dict[str, object], indent: str = "    ") -> str:
    """An item of a list, its values as JSON, which is YAML."""
    lines = [f"{key}: {json.dumps(value)}" for key, value in mapping.items()]
    return f"{indent[:-2]}- " + f"\n{indent}".join(lines)


def with_binary(path: object, **more: object) -> str:
    return policy("binaries:", keys({"path": path, "template": "gateway", **more}))


def check(name: str, content: str | bytes, says: str, status: int = 3, **more: object) -> Input:
    """A policy that is checked."""
    placed = {POLICY: text(content), **more.pop("placed", {})}
    return Input(name, f"check {POLICY}", status, says, placed, **more)
