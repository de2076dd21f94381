"""The virtual machines of the kernel tests: where their kernels, roots and disks come from, and how they start.

`box` is the folder of one boot, and all that is its own on the host."""
import hashlib
import lzma
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
SKIPPED, TIMED_OUT, BROKEN = 77, 124, 125
# The userlands that have a recipe of their own.
RECIPES = {"trixie-programs": "userland-programs", "sid-programs": "userland-programs", "trixie-few": "userland-programs",
           "sid-agents": "userland-agents"}


@dataclass(frozen=True)
class UbuntuKernel:
    """With Ubuntu's restriction of user namespaces."""
    version: str
    folder: str  # beside the project, in shared/
    variable: str  # of the environment: a program to take instead
    modules: str = "apparmor"  # for lsm=

    @property
    def command(self):
        return f"sudo tests/machine/build-kernel {self.version}"


UBUNTU_KERNELS = {
    "ubuntu": UbuntuKernel("6.12", "ubuntu-kernel", "AUG_UBUNTU_KERNEL"),
    "ubuntu-7": UbuntuKernel("7.2", "ubuntu-kernel-7", "AUG_UBUNTU_KERNEL_7", "landlock,yama,apparmor"),
}


class Stop(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


def userland(release):
    made = subprocess.run([HERE / RECIPES.get(release, "userland"), release], stdout=subprocess.PIPE, text=True)
    if made.returncode != 0:
        raise Stop(SKIPPED if made.returncode == SKIPPED else BROKEN, f"cannot build the {release} userland")
    return Path(made.stdout.strip())


def unpacked(packed, readme):
    """The program, kept under build/; the README beside the packed one holds its checksum."""
    wanted = re.search(r"sha256: (\w{64})", readme.read_text()).group(1)
    kernel = PROJECT / f"build/kernels/unpacked-{wanted[:12]}"
    if not kernel.exists():
        program = lzma.decompress(packed.read_bytes())
        if hashlib.sha256(program).hexdigest() != wanted:
            raise Stop(BROKEN, f"{packed} does not have the checksum its README names")
        kernel.parent.mkdir(parents=True, exist_ok=True)
        new = kernel.with_name(f"{kernel.name}.{os.getpid()}")
        new.write_bytes(program)
        new.rename(kernel)
    return kernel


def built(version):
    """What build-kernel made; it says where that is, by a checksum of what it is made of."""
    made = subprocess.run([HERE / "build-kernel", "--where", version], stdout=subprocess.PIPE, text=True, check=True)
    return Path(made.stdout.strip())


def ubuntu_kernel(name):
    """The program: the one that a variable of the environment names, one beside the project, or one that was built here. None of
    these: None."""
    kernel = UBUNTU_KERNELS[name]
    if kernel.variable in os.environ:
        return Path(os.environ[kernel.variable])
    beside = PROJECT.parent / "shared" / kernel.folder
    if (beside / "linux.uml.xz").exists():
        return unpacked(beside / "linux.uml.xz", beside / "README.md")
    program = built(kernel.version)
    return program if program.exists() else None


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
    kernel = root / "usr/bin/linux.uml" if name == "stock" else Path(name)
    if name in UBUNTU_KERNELS:
        kernel = ubuntu_kernel(name)
        if not kernel:
            raise Stop(SKIPPED, f"no kernel with Ubuntu's restriction is here: {UBUNTU_KERNELS[name].command} builds it")
    if not kernel.is_file():
        raise Stop(BROKEN, f"no kernel at {kernel}")
    return kernel


def modules_of(name):
    """The security modules that it is started with."""
    return UBUNTU_KERNELS[name].modules if name in UBUNTU_KERNELS else "apparmor"


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


def preloaded():
    """What the kernel needs on this machine beside itself, as a line of its environment: see whole_state.c."""
    cpuinfo = Path("/proc/cpuinfo")
    if not cpuinfo.exists() or "amx_tile" not in cpuinfo.read_text():
        return []
    source = HERE / "whole_state.c"
    library = PROJECT / f"build/kernels/whole_state-{hashlib.sha256(source.read_bytes()).hexdigest()[:12]}.so"
    if not library.exists():
        library.parent.mkdir(parents=True, exist_ok=True)
        new = library.with_name(f"{library.name}.{os.getpid()}")
        made = subprocess.run([PROJECT / "packaging/in-debian12", "cc", "-O2", "-Wall", "-shared", "-fPIC", "-o", new, source],
                              cwd=PROJECT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if made.returncode != 0:
            raise Stop(BROKEN, f"cannot compile {source}: {made.stdout}")
        new.rename(library)
    return [f"LD_PRELOAD={library}"]


def start(box, modules, options, output):
    """In namespaces of its own where that is allowed: then nothing can outlive it, and its memory needs no /dev/shm."""
    confined = ["setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--fork", "--kill-child",
                "--mount-proc", "sh", "-c", 'mount -t tmpfs memory memory && exec "$@"', "sh"]
    (box / "memory").mkdir()
    if subprocess.run([*confined, "true"], cwd=box, stderr=subprocess.PIPE).returncode != 0:
        # Plain chroots and containers. Some have no /proc, where the kernel would find itself to switch this off.
        confined = ["setarch", "--addr-no-randomize"]
    # LD_LIBRARY_PATH is for the kernel alone: the host's own programs break under it.
    program = ["env", f"LD_LIBRARY_PATH={box}/lib", f"TMPDIR={box}/memory", *preloaded(), "./linux"]
    kernel = ["mem=1024M", f"uml_dir={box}/", "init=/sbin/guest-init", f"boot_folder={box}", "con=null", "ssl=null",
              "con0=null,fd:1", f"ssl0=null,fd:{output}", f"lsm={modules}", "apparmor=1", *options]
    with open(box / "log", "wb") as log:
        return subprocess.Popen([*confined, *program, *kernel], cwd=box, pass_fds=[output], start_new_session=True,
                                stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT)
