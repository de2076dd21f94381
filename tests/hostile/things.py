"""What is put somewhere for the program to find. Each of these returns a function that makes the thing at a path."""
import os
import shutil
import socket as sockets
import stat
import struct
from pathlib import Path
from typing import Callable

Thing = Callable[[Path], None]

USER = 1000  # owns the trees, and is the one who attacks
READ, WRITE, EXECUTE = 4, 2, 1
ACL_XATTR = "system.posix_acl_access"


def text(content: str | bytes, mode: int = 0o644) -> Thing:
    def make(path: Path) -> None:
        path.write_bytes(content.encode(errors="surrogateescape") if isinstance(content, str) else content)
        path.chmod(mode)
    return make


def program(content: str = "#!/nowhere\n") -> Thing:
    return text(content, 0o755)


def link(target: str) -> Thing:
    return lambda path: path.symlink_to(target)


def hard_link(target: str) -> Thing:
    return lambda path: path.hardlink_to(target)


def copy_of(source: str) -> Thing:
    return lambda path: shutil.copy(source, path)


def fifo(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def socket(path: Path) -> None:
    with sockets.socket(sockets.AF_UNIX) as one:
        one.bind(str(path))


def zeros(path: Path) -> None:
    """The device that can be read without end."""
    os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))


def sparse(size: int) -> Thing:
    """A file that is as large as that, and takes no room."""
    def make(path: Path) -> None:
        path.touch()
        os.truncate(path, size)
    return make


def nothing(path: Path) -> None:
    """What the tree has there is taken away."""
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)


def owned(thing: Thing, uid: int = USER, mode: int | None = None) -> Thing:
    def make(path: Path) -> None:
        thing(path)
        os.chown(path, uid, uid, follow_symlinks=False)
        if mode is not None:
            path.chmod(mode)
    return make


def writable_by_acl(thing: Thing, uid: int = USER) -> Thing:
    """By a POSIX list, acl(5); the mode shows no more than a group that may write."""
    entries = [(0x01, READ | WRITE | EXECUTE, -1), (0x02, READ | WRITE | EXECUTE, uid), (0x04, READ | EXECUTE, -1),
               (0x10, READ | WRITE | EXECUTE, -1), (0x20, READ | EXECUTE, -1)]

    def make(path: Path) -> None:
        thing(path)
        os.setxattr(path, ACL_XATTR, struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries))
    return make
