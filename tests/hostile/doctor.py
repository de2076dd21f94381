"""What doctor reads on a host: logs, kernel settings and units, some of which any user can write."""
from inputs import Input
from logs import GOOD, OURS, READY, denied, hexed
from things import fifo, folder, link, owned, socket, sparse, text, zeros

ODD = {"a FIFO": fifo, "a socket": socket, "a device": zeros, "a link to a secret": link("/root/secret"),
       "a link to a device": link("/dev/zero"),
       "a link in a circle": link("hostile.conf"), "a file of 10 GB": sparse(10 << 30), "a folder": folder}
REFUSED, AFTER = "not everything could be found out", "the kernel restricts them"
LOGS = {  # what is placed, and what is said
    **{f"{name} is {what}": ({name: thing}, says)
       for name in ("/var/log/syslog", "/var/log/audit/audit.log")
       for what, thing, says in (("a FIFO", fifo, REFUSED), ("a device", zeros, REFUSED), ("a socket", socket, REFUSED),
                                 ("a link to a device", link("/dev/zero"), REFUSED), ("a folder", folder, REFUSED),
                                 ("a link to a secret", link("/root/secret"), AFTER),
                                 ("a link in a circle", link(name), REFUSED))},
    **{f"/var/log/syslog says that {path!a} was refused": ({"/var/log/syslog": text("kernel: " + denied(path=hexed(path)))}, AFTER)
       for path in ("/usr/bin/\x1b[2J", "/usr/bin/python3", OURS, '/usr/bin/x"\n  capability', "/tmp/$(reboot)",
                    "/tmp/`reboot`;reboot")},
    "an audit.log of a user's": ({"/var/log/audit/audit.log": owned(text("type=AVC msg=" + GOOD.partition("type=1400 ")[2]))},
                                 AFTER),
}
SETTINGS = {
    "thirty stars": "kernel.*?*?*?*?*?*?*?*?*?*?*?*?*?*?*Z = 1\n",
    "thirty stars, a thousand times": "kernel.*?*?*?*?*?*?*?*?*?*?*Z = 1\n" * 1000,
    "a command for its value": "kernel.apparmor_restrict_unprivileged_userns = 0;touch /tmp/PWNED\n",
    "a command by quotes": "kernel.apparmor_restrict_unprivileged_userns = 0'$(touch /tmp/PWNED)'\n",
    "an escape for its value": "kernel.apparmor_restrict_unprivileged_userns = \x1b[2J\n",
    "what is no UTF-8": b"kernel.apparmor_restrict_unprivileged_userns = \xff\n", "a key of a megabyte": "k" * 1_000_000 + " = 1\n",
    "a million lines": "a=1\n" * 1_000_000, "no key": "= 0\n=\n-\n-=\n", "NULs": b"\0" * 10_000,
}
UNITS = {
    "an escape for its profile": "[Service]\nPrivateTmp=yes\nAppArmorProfile=\x1b[2Jx\n",
    "an escape for its section": "[\x1b[2J]\nPrivateTmp=yes\n",
    "an escape for its program": "[Service]\nPrivateTmp=yes\nExecStart=/\x1b[2J\n",
    "lines that go on without end": "[Service]\nPrivateTmp=yes \\\n" + "x \\\n" * 100_000,
    "no UTF-8": b"[Service]\nPrivateTmp=yes\nExecStart=/\xff\xfe\n",
    "a megabyte of one line": "[Service]\nPrivateTmp=" + "y" * 1_000_000 + "\n",
    "NULs": b"[Service]\0\nPrivateTmp=yes\0\n", "a million sections": "[Service]\n" * 1_000_000,
    "sections that nothing closes": "[[[[\n[Service\nPrivateTmp=yes\n",
}
UNIT_FOLDERS = ["/etc/systemd/user", "/home/tester/.config/systemd/user"]

INPUTS = [
    *(Input(name, "doctor", 7, says, {**placed, **READY}, never="^ *do .*(perl|python3|reboot|ours/tool)") for name,
      (placed, says) in LOGS.items()),
    *(Input(f"settings with {name}", "doctor", 7, AFTER, {"/etc/sysctl.d/hostile.conf": text(content)}, never="^ *do .*PWNED")
      for name, content in SETTINGS.items()),
    *(Input(f"settings are {what}", "doctor", 7, AFTER, {"/etc/sysctl.d/hostile.conf": thing}) for what, thing in ODD.items()),
    *(Input(f"a unit in {where} with {name}", "doctor", 7, "",
            {f"{where}/hostile.service": owned(text(content)) if "home" in where else text(content)})
      for where in UNIT_FOLDERS for name, content in UNITS.items()),
]
