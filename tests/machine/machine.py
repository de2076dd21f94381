"""The virtual machines of the kernel tests: where their kernels, roots and disks come from, and how they start.

`box` is the folder of one boot, and all that is its own on the host."""
import hashlib
import lzma
import os
import re
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
UBUNTU_KERNEL = PROJECT.parent / "shared/ubuntu-kernel"
SKIPPED, TIMED_OUT, BROKEN = 77, 124, 125


class Stop(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


def userland(release):
    made = subprocess.run([HERE / "userland", release], stdout=subprocess.PIPE, text=True)
    if made.returncode != 0:
        raise Stop(BROKEN, f"cannot build the {release} userland")
    return Path(made.stdout.strip())


def ubuntu_kernel():
    """The unpacked kernel, kept under build/; its README holds the checksum."""
    packed = UBUNTU_KERNEL / "linux.uml.xz"
    if not packed.exists():
        raise Stop(SKIPPED, "skipped: no kernel with Ubuntu's restriction beside the project")
    wanted = re.search(r"sha256: (\w{64})", (UBUNTU_KERNEL / "README.md").read_text()).group(1)
    kernel = PROJECT / f"build/kernels/ubuntu-{wanted[:12]}"
    if not kernel.exists():
        program = lzma.decompress(packed.read_bytes())
        if hashlib.sha256(program).hexdigest() != wanted:
            raise Stop(BROKEN, f"{packed} does not have the checksum its README names")
        kernel.parent.mkdir(parents=True, exist_ok=True)
        new = kernel.with_name(f"{kernel.name}.{os.getpid()}")
        new.write_bytes(program)
        new.rename(kernel)
    return kernel


def place_kernel(source, root, box):
    """Debian's kernels need a newer glibc than old hosts have: each runs with the loader and libc of its userland.
    The loader must be named in the program; started through the loader, User-Mode Linux runs out of its addresses."""
    loader = b"/lib64/ld-linux-x86-64.so.2"
    program = source.read_bytes().replace(loader, b"./ld.so".ljust(len(loader), b"\0"), 1)
    (box / "linux").write_bytes(program)
    (box / "linux").chmod(0o755)
    (box / "ld.so").symlink_to(root / "usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2")
    (box / "lib").symlink_to(root / "usr/lib/x86_64-linux-gnu")


def find_kernel(name, root):
    if name == "ubuntu":
        return ubuntu_kernel()
    kernel = root / "usr/bin/linux.uml" if name == "stock" else Path(name)
    if not kernel.is_file():
        raise Stop(BROKEN, f"no kernel at {kernel}")
    return kernel


def place_disk(kept, root, box):
    """A disk for this boot alone; the file system is made once per userland."""
    image = kept or box / "disk"
    if not image.exists():
        base = root.with_suffix(".ext4")
        if not base.exists() or base.stat().st_mtime < (root / ".recipe").stat().st_mtime:
            new = base.with_name(f"{base.name}.{os.getpid()}")
            made = subprocess.run(["mke2fs", "-q", "-t", "ext4", "-d", root, new, "1200M"], text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if made.returncode != 0:
                raise Stop(BROKEN, f"cannot make a disk: {made.stdout}")
            new.rename(base)
        subprocess.run(["cp", "--sparse=always", base, image], check=True)
    return image.resolve()


def start(box, options, output):
    """In namespaces of its own where that is allowed: then nothing can outlive it, and its memory needs no /dev/shm."""
    confined = ["setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--fork", "--kill-child",
                "--mount-proc", "sh", "-c", 'mount -t tmpfs memory memory && exec "$@"', "sh"]
    (box / "memory").mkdir()
    if subprocess.run([*confined, "true"], cwd=box, stderr=subprocess.PIPE).returncode != 0:
        # Plain chroots and containers. Some have no /proc, where the kernel would find itself to switch this off.
        confined = ["setarch", "--addr-no-randomize"]
    # LD_LIBRARY_PATH is for the kernel alone: the host's own programs break under it.
    program = ["env", f"LD_LIBRARY_PATH={box}/lib", f"TMPDIR={box}/memory", "./linux"]
    kernel = ["mem=1024M", f"uml_dir={box}/", "init=/sbin/guest-init", f"boot_folder={box}", "con=null", "ssl=null",
              "con0=null,fd:1", f"ssl0=null,fd:{output}", "lsm=apparmor", "apparmor=1", *options]
    with open(box / "log", "wb") as log:
        return subprocess.Popen([*confined, *program, *kernel], cwd=box, pass_fds=[output], start_new_session=True,
                                stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT)
