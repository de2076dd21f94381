"""What else there is on the host."""
import subprocess
from pathlib import Path

RENDERED = "abi <abi/4.0>,\ninclude <tunables/global>\n\nprofile other{0} /opt/others/{0}/program flags=(unconfined) {{\n  userns,\n}}\n"


def add_others(count):
    """So many profiles of others, in files and in the kernel, as Ubuntu's package brings them."""
    files = [Path(f"/etc/apparmor.d/bench-other{at}") for at in range(count)]
    for at, file in enumerate(files):
        file.write_text(RENDERED.format(at))
    joined = Path("/tmp/others")
    bodies = [RENDERED.format(at).partition("\n\n")[2] for at in range(count)]
    joined.write_text("abi <abi/4.0>,\ninclude <tunables/global>\n" + "".join(bodies))
    subprocess.run(["apparmor_parser", "--replace", "--skip-cache", joined], check=True)


def add_packages(count):
    """The lists of so many packages, of fifty files each."""
    for at in range(count):
        files = "".join(f"/usr/share/bench/package{at}/file{number}\n" for number in range(50))
        Path(f"/var/lib/dpkg/info/bench{at}.list").write_text(f"/.\n/usr\n{files}")
    with open("/var/lib/dpkg/status", "a") as status:
        for at in range(count):
            status.write(f"\nPackage: bench{at}\nStatus: install ok installed\nMaintainer: nobody\nArchitecture: all\nVersion: 1\nDescription: a list of files\n")
