"""Policies that name programs which run any other: as a binary, and as a helper, which would keep its capabilities."""
from inputs import Input, check, keys, policy, with_binary

SHELLS = """
/bin/sh /usr/bin/bash /usr/bin/rbash /usr/bin/dash /usr/bin/zsh /usr/bin/zsh5 /usr/bin/fish /usr/bin/ksh93 /usr/bin/mksh-static
/usr/bin/tcsh /usr/bin/bash-static /usr/bin/bash.distrib /usr/bin/tmux /usr/bin/screen-4.9 /usr/bin/pwsh /opt/own/bash"""
INTERPRETERS = """
/usr/bin/python3 /usr/bin/python3.13 /usr/bin/python3.13-dbg /usr/bin/pypy3 /usr/bin/perl /usr/bin/perl5.40-x86_64-linux-gnu
/usr/bin/ruby3.3 /usr/bin/node /usr/bin/nodejs /usr/bin/node-22 /usr/bin/deno /usr/bin/bun /usr/bin/lua5.4 /usr/bin/luajit
/usr/bin/php8.4 /usr/bin/tclsh8.6 /usr/bin/expect5.45 /usr/bin/gawk /usr/bin/mawk /usr/bin/awk /usr/bin/sed /usr/bin/ed
/usr/bin/guile-3.0 /usr/bin/Rscript /usr/bin/java /usr/bin/scala3 /usr/bin/elixir /usr/bin/escript /usr/bin/gjs /usr/bin/sqlite3
/usr/bin/emacs /usr/bin/emacs-nox /usr/bin/vim.tiny /usr/bin/vim.basic /usr/bin/vim.gtk3 /usr/bin/vimdiff /usr/bin/rvim
/usr/bin/qemu-aarch64-static /usr/bin/qemu-x86_64 /usr/bin/qemu-arm /usr/bin/wine64 /usr/bin/box64"""
MULTIPLEXERS = """
/usr/bin/env /usr/bin/busybox /usr/bin/busybox-static /usr/bin/toybox /usr/bin/setarch /usr/bin/linux32 /usr/bin/x86_64
/usr/bin/uname26 /usr/bin/i386 /usr/sbin/capsh /usr/bin/dbus-run-session /usr/bin/systemd-inhibit /usr/bin/systemd-run
/usr/bin/systemd-notify /usr/bin/systemd-socket-activate /sbin/start-stop-daemon /usr/bin/daemonize /usr/bin/prlimit
/usr/bin/choom /usr/bin/cpulimit /usr/bin/tini /usr/bin/tini-static /usr/bin/dumb-init /usr/sbin/gosu /usr/bin/valgrind
/usr/bin/valgrind.bin /usr/bin/ltrace /usr/bin/strace /usr/bin/gdb /usr/bin/perf /usr/bin/bpftrace /usr/bin/proot
/usr/bin/firejail /usr/bin/systemd-nspawn /usr/bin/xargs /usr/bin/find /usr/bin/parallel /usr/bin/run-parts /usr/bin/timeout
/usr/bin/nice /usr/bin/nohup /usr/bin/stdbuf /usr/bin/setsid /usr/bin/taskset /usr/bin/chrt /usr/bin/ionice /usr/bin/flock
/usr/sbin/chroot /usr/bin/unshare /usr/bin/nsenter /usr/sbin/ip /usr/bin/sudo /usr/bin/su /usr/bin/pkexec /usr/bin/doas
/usr/bin/run0 /usr/sbin/runuser /usr/bin/setpriv /usr/bin/sg /usr/bin/newgrp /usr/bin/time /usr/bin/watch /usr/bin/script
/usr/bin/ssh /usr/bin/ssh-agent /usr/bin/sshpass /usr/bin/make /usr/bin/cmake /usr/bin/ctest /usr/bin/git /usr/bin/aa-exec
/usr/bin/fakeroot /usr/bin/xvfb-run /usr/bin/faketime /usr/bin/eatmydata /usr/bin/numactl /usr/bin/socat /usr/bin/ncat
/usr/bin/xterm /usr/bin/gnome-terminal /usr/bin/kitty /usr/bin/logsave /usr/bin/tar /usr/bin/rsync /usr/bin/zip
/usr/bin/split /usr/bin/less /usr/bin/man /usr/bin/nix-shell /usr/bin/rpm /usr/lib64/ld-linux-x86-64.so.2
/lib/ld-musl-x86_64.so.1 /usr/bin/ld.so /usr/lib/systemd/systemd-executor /usr/lib/systemd/systemd /sbin/init"""
KINDS = {"shell": SHELLS, "interpreter": INTERPRETERS, "multiplexer": MULTIPLEXERS}


def binary(kind: str, path: str) -> Input:
    return check(f"the {kind} {path} as a binary", with_binary(path), f"[{kind}]")


def helper(kind: str, path: str) -> Input:
    content = policy("binaries:", keys({"path": "/usr/bin/bwrap", "template": "bwrap", "helpers": [path]}))
    return check(f"the {kind} {path} as a helper", content, f"[{kind}]")


# A helper is judged as a binary is, by the same names: some are enough.
INPUTS = [binary(kind, path) for kind, paths in KINDS.items() for path in paths.split()]
INPUTS += [helper(kind, path) for kind, paths in KINDS.items() for path in paths.split()[::4]]
