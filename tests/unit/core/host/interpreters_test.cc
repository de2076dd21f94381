#include "core/host/interpreters.h"

#include <doctest/doctest.h>

using aug::RunsAnything;
using aug::what_runs_anything;

TEST_CASE("shells, interpreters, tools that run others and systemd are known, whatever their version") {
  CHECK(what_runs_anything("/usr/bin/bash").what == "a shell");
  CHECK(what_runs_anything("/bin/sh").what == "a shell");
  for (const char* path : {"/usr/bin/python3", "/usr/bin/python3.12", "/usr/bin/perl5.36-x86_64-linux-gnu",
                           "/opt/node/bin/node", "/usr/bin/php8.2", "/usr/bin/ruby3.1"}) {
    CAPTURE(path);
    CHECK(what_runs_anything(path).what == "an interpreter");
  }
  for (const char* path : {"/usr/bin/busybox", "/usr/bin/unshare", "/usr/bin/aa-exec", "/usr/bin/sudo", "env"}) {
    CAPTURE(path);
    CHECK(what_runs_anything(path).what == "a tool that runs other programs");
  }
  CHECK(what_runs_anything("/usr/lib/systemd/systemd-executor").what == "systemd's own executor");
  CHECK(what_runs_anything("/bin/sh").kind == RunsAnything::Kind::shell);
  CHECK(what_runs_anything("/usr/bin/python3").kind == RunsAnything::Kind::interpreter);
  CHECK(what_runs_anything("/usr/bin/env").kind == RunsAnything::Kind::multiplexer);
  CHECK(what_runs_anything("/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2").what == "the loader of programs");
}

TEST_CASE("a program built in another way is the same program") {
  for (const char* path : {"/usr/bin/bash-static", "/bin/zsh5-static", "/bin/zsh-static", "/usr/bin/bash.distrib"}) {
    CAPTURE(path);
    CHECK(what_runs_anything(path).what == "a shell");
  }
  CHECK(what_runs_anything("/usr/bin/valgrind.bin").kind == RunsAnything::Kind::multiplexer);
  for (const char* path :
       {"/usr/bin/emacs-nox", "/usr/bin/emacs-gtk", "/usr/bin/rvim", "/usr/bin/vim.basic", "/usr/bin/vim.tiny",
        "/usr/bin/vim.nox", "/usr/bin/qemu-aarch64-static", "/usr/bin/qemu-x86_64", "/usr/bin/qemu-riscv64"}) {
    CAPTURE(path);
    CHECK(what_runs_anything(path).kind == RunsAnything::Kind::interpreter);
  }
}

TEST_CASE("what changes users, surroundings or watches another program runs any") {
  for (const char* path :
       {"/usr/bin/setarch", "/usr/bin/linux32", "/usr/bin/x86_64", "/sbin/capsh", "/usr/bin/dbus-run-session",
        "/usr/bin/systemd-inhibit", "/sbin/start-stop-daemon", "/usr/bin/prlimit", "/usr/bin/choom", "/usr/bin/tini",
        "/usr/bin/dumb-init", "/usr/sbin/gosu", "/usr/bin/valgrind", "/usr/bin/ltrace", "/usr/bin/perf",
        "/usr/bin/proot", "/usr/bin/firejail"}) {
    CAPTURE(path);
    CHECK(what_runs_anything(path).kind == RunsAnything::Kind::multiplexer);
  }
}

TEST_CASE("what searches, shows, mails or opens a desktop runs what its options and settings name") {
  for (const char* path :
       {"/usr/bin/rg", "/usr/bin/fdfind", "/usr/bin/fzf", "/usr/bin/gtk-launch", "/usr/bin/xdg-open", "/usr/bin/rofi",
        "/usr/bin/xinit", "/usr/bin/sway", "/usr/bin/i3", "/usr/bin/gnome-session", "/usr/bin/mail", "/usr/bin/mailx",
        "/usr/bin/lynx", "/usr/bin/irssi", "/usr/bin/tig", "/usr/bin/gh", "/usr/bin/delta", "/usr/bin/batcat"}) {
    CAPTURE(path);
    CHECK(what_runs_anything(path).kind == RunsAnything::Kind::multiplexer);
  }
  for (const char* path :
       {"/usr/bin/podman", "/usr/bin/docker", "/usr/bin/crun", "/usr/bin/runc", "/usr/bin/buildah"}) {
    CHECK(what_runs_anything(path).empty());  // policies and the distribution grant these
  }
}

TEST_CASE("package managers and compilers run what their options and hooks name") {
  for (const char* path : {"/usr/bin/apt-get", "/usr/bin/dpkg", "/usr/bin/pip3", "/usr/bin/npm", "/usr/bin/gcc-12",
                           "/usr/bin/systemctl", "/usr/bin/mount", "/usr/bin/wget"}) {
    CAPTURE(path);
    CHECK(what_runs_anything(path).kind == RunsAnything::Kind::multiplexer);
  }
}

TEST_CASE("terminals, and what gives its input to a program, run any") {
  for (const char* path :
       {"/usr/bin/xterm", "/usr/bin/gnome-terminal", "/usr/bin/socat", "/usr/bin/ncat", "/bin/tar", "/usr/bin/less",
        "/sbin/ip", "/usr/bin/rsync", "/usr/bin/systemd-notify", "/usr/bin/cpulimit", "/usr/sbin/service",
        "/usr/bin/run-mailcap", "/usr/bin/sudo-rs", "/usr/bin/eatmydata", "/usr/bin/daemonize", "/usr/bin/bpftrace"}) {
    CAPTURE(path);
    CHECK(what_runs_anything(path).kind == RunsAnything::Kind::multiplexer);
  }
}

TEST_CASE("what names a program in an option, a variable or the folders of a search runs any") {
  for (const char* path :
       {"/usr/bin/sdiff", "/usr/bin/diff3", "/usr/bin/install", "/usr/sbin/mkfs", "/usr/bin/scriptlive",
        "/usr/lib/python3.13/pdb.py", "/usr/bin/timedatectl", "/usr/bin/dbus-daemon"}) {
    CAPTURE(path);
    CHECK(what_runs_anything(path).kind == RunsAnything::Kind::multiplexer);
  }
}

TEST_CASE("programs of their own are none of these") {
  for (const char* path : {"/usr/bin/bwrap", "/opt/google/chrome/chrome", "/usr/bin/7z", "/usr/bin/podman",
                           "/usr/bin/0", "/usr/bin/iptables", "/opt/vendor/daemon", "/usr/bin/shfmt",
                           "/usr/bin/pythonic", "/usr/bin/nodejs-app", "", "/"}) {
    CAPTURE(path);
    CHECK(what_runs_anything(path).what == "");
  }
}
