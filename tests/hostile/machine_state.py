"""What is on the machine before and after: what is placed for an input, and what nothing may have changed."""
import contextlib
import os
import shutil
import stat
from pathlib import Path
from typing import Iterator, NamedTuple

from inputs import TREE, Input
from judge import SECRET

WATCHED = ["/etc", "/home", "/opt", "/root", "/tmp", "/usr/local", "/usr/share/aa-userns-gen", "/var/lib", "/var/tmp"]
PROFILES = "/sys/kernel/security/apparmor/profiles"
READY_TREE = "/tmp/ready-tree"


class Look(NamedTuple):
    """How a file looks from outside."""
    mode: str  # as ls shows it
    owner: int
    group: int
    size: int
    changed: int
    target: str

    @property
    def is_special(self) -> bool:
        return self.mode[0] not in "-dl" or "s" in self.mode[1:] or "S" in self.mode[1:]


Snapshot = dict[str, Look]


def prepare() -> None:
    secret = Path("/root/secret")
    secret.write_text(f"{SECRET}\n" * 3)
    secret.chmod(0o600)
    for name in ("abi", "tunables"):
        shutil.copytree(f"/etc/apparmor.d/{name}", f"{READY_TREE}/etc/apparmor.d/{name}", symlinks=True)
    for name in ("usr/bin", "var/lib", "dev", "tmp"):
        os.makedirs(f"{READY_TREE}/{name}")
    shutil.copy("/usr/bin/id", f"{READY_TREE}/usr/bin/bwrap")


def make_tree(owner: int) -> None:
    shutil.copytree(READY_TREE, TREE, symlinks=True)
    for folder, _, files in os.walk(TREE):
        for name in [".", *files]:
            os.chown(os.path.join(folder, name), owner, owner, follow_symlinks=False)


def clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def placed(row: Input) -> Iterator[None]:
    """What is in the way is kept elsewhere; folders on the way in a tree are its owner's."""
    made: list[Path] = []
    kept: list[Path] = []
    try:
        if row.tree_of is not None:
            made.append(Path(TREE))
            make_tree(row.tree_of)
        for path, thing in row.placed.items():
            at = Path(path)
            is_in_tree = path.startswith(TREE + "/")
            above = [folder for folder in at.parents if not os.path.lexists(folder)]
            for folder in reversed(above):
                folder.mkdir()
                if is_in_tree:
                    os.chown(folder, row.tree_of, row.tree_of)
            if os.path.lexists(at) and is_in_tree:
                clear(at)
            elif os.path.lexists(at):
                at.rename(f"{at}.kept")
                kept.append(at)
            made += [*reversed(above), at]
            thing(at)
        yield
    finally:
        for path in reversed(made):
            clear(path)
        for path in kept:
            Path(f"{path}.kept").rename(path)


def look(path: str) -> Look:
    found = os.lstat(path)
    is_folder, is_link = stat.S_ISDIR(found.st_mode), stat.S_ISLNK(found.st_mode)
    return Look(stat.filemode(found.st_mode), found.st_uid, found.st_gid, 0 if is_folder else found.st_size,
                0 if is_folder else found.st_mtime_ns, os.readlink(path) if is_link else "")


def snapshot() -> Snapshot:
    paths = [os.path.join(folder, name) for top in WATCHED for folder, folders, files in os.walk(top) for name in folders + files]
    found = {path: look(path) for path in paths}
    with contextlib.suppress(OSError):
        found["what is loaded"] = Look("-", 0, 0, 0, 0, Path(PROFILES).read_text())
    return found


def changes(before: Snapshot, after: Snapshot) -> list[str]:
    return [f"changed: {path}: {before.get(path)} -> {after.get(path)}" for path in sorted(before.keys() | after.keys())
            if before.get(path) != after.get(path)]


def has_secret(path: str) -> bool:
    if os.path.islink(path) or not os.path.isfile(path):
        return False
    return os.path.getsize(path) < 1 << 24 and SECRET.encode() in Path(path).read_bytes()


def differences(before: Snapshot, after: Snapshot, row: Input) -> list[str]:
    """What a command changed where it may not, and what it made that nobody should find there."""
    wrong = changes({path: look for path, look in before.items() if not row.may_change_at(path)},
                    {path: look for path, look in after.items() if not row.may_change_at(path)})
    for path, found in after.items():
        if row.may_change_at(path) and found != before.get(path):
            if found.is_special or found.owner not in (0, row.tree_of) or has_secret(path):
                wrong.append(f"must not be there: {path}: {found}")
    return wrong
