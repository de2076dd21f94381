#include "core/host/interpreters.h"

#include <array>
#include <string>
#include <unordered_map>

#include "core/text/paths.h"

namespace aug {
namespace {

using Kind = RunsAnything::Kind;

/// Programs of one kind, with the reason why none of them should have a grant.
struct Names {
  RunsAnything meaning;
  std::string_view names;  ///< each between spaces
};

constexpr std::array<Names, 17> kinds = {{
    // What it starts is all that the system runs.
    {{Kind::multiplexer, "systemd's own executor"}, " systemd systemd-executor systemd-run init "},
    // Whoever logs in has one; a terminal multiplexer is a login that stays.
    {{Kind::shell, "a shell"},
     " abduco ash bash byobu csh dash elvish fish ksh lksh mksh nu nush oil oksh osh posh pwsh rbash rc rksh rzsh "
     "sash screen sh tcsh "
     "dvtm tmate tmux "
     "yash ysh zellij zsh "},
    // Their script, or a word on their command line, is any program.
    {{Kind::interpreter, "an interpreter"},
     " R Rscript awk bun deno dotnet ed elixir emacs erl escript expect gawk ghci gjs gnuplot go groovy guile hx iex "
     "ipython irb java jexec jjs jq jruby jshell julia kak lua luajit mawk micropython mono nano node nodejs nvim "
     "octave original-awk nmap perl php php-cgi pypy pypy3 python racket rhino ruby runghc rview rvim sbcl scala sed "
     "sqlite3 swipl tclsh ts-node vi view vim vimdiff wish "},
    // They run the programs of other machines and systems.
    {{Kind::interpreter, "an emulator of other machines' programs"}, " FEXInterpreter box64 box86 wine wine64 "},
    // They become another user, and then run any program.
    {{Kind::multiplexer, "a tool that runs other programs"},
     " capsh chpst doas gosu ksu pkexec run0 runuser s6-setuidgid setpriv setuidgid start-stop-daemon su su-exec su-rs "
     "sudo sudo-rs sudoedit "},
    // They change what a program inherits, and then run it.
    {{Kind::multiplexer, "a tool that runs other programs"},
     " aa-exec cgexec choom chroot chrt cpulimit dbus-launch dbus-run-session eatmydata env fakechroot fakeroot "
     "faketime gnome-session-inhibit i386 i486 i586 i686 ionice linux32 linux64 newgrp nice nohup nsenter numactl "
     "prlimit runcon service setarch setlock setsid sg softlimit ssh-agent stdbuf systemd-cat systemd-inhibit taskset "
     "torify torsocks uname26 unshare unbuffer x86_64 xvfb-run "},
    // The first process of a container, which runs the rest of it.
    {{Kind::multiplexer, "a tool that runs other programs"},
     " catatonit docker-init dumb-init runsv s6-supervise tini "},
    // They start a program to watch it.
    {{Kind::multiplexer, "a tool that runs other programs"},
     " bpftrace gdb gdbserver lldb ltrace perf rr strace uftrace valgrind "},
    // They run what they are told to, once, again and again, or later.
    {{Kind::multiplexer, "a tool that runs other programs"},
     " at batch busybox chronic cmake ctest daemonize entr ex find flock git hyperfine ifne keep-one-running lckdo "
     "logrotate logsave make multitime ninja nix-shell parallel rlwrap run-mailcap run-one run-parts script ssh "
     "sshpass systemd-notify systemd-pty-forward systemd-socket-activate time timeout toybox watch xargs "},
    // Each opens a window, and runs in it what comes after -e or --.
    {{Kind::multiplexer, "a tool that runs other programs"},
     " alacritty foot gnome-terminal kgx kitty konsole lxterminal mate-terminal openvt ptyxis qterminal rxvt "
     "terminator tilix "
     "urxvt wezterm x-terminal-emulator xfce4-terminal xterm "},
    // They give what they read or receive to a program that an option, a variable or a key names.
    {{Kind::multiplexer, "a tool that runs other programs"},
     " agetty bear cpack dbus-daemon diff3 dmesg dpkg-architecture fsck fstab-decode gio git-shell gpg gpg-agent groff "
     "install ip kubectl less lftp luit man mc mkfs more msgexec msgfilter mutt nc ncat neomutt netcat openssl openvpn "
     "packer pdb pdb.py rclone rpm rsync scriptlive sdiff socat sort split ssh-add ssh-keygen tar tc tcpdump telnet "
     "terraform top troff uclampset varlinkctl vipw w3m zip "},
    // Their options, keys and settings name a program: for each file that is found, the pager, the editor or the
    // browser.
    {{Kind::multiplexer, "a tool that runs other programs"},
     " bat batcat delta fd fdfind fzf gh irssi lynx mail mailx rg tig "},
    // They start what a desktop, its settings or its user names.
    {{Kind::multiplexer, "a tool that runs other programs"},
     " gnome-session gtk-launch i3 rofi startx sway xdg-open xinit "},
    // Of systemd, with the pager that a variable names.
    {{Kind::multiplexer, "a tool that runs other programs"},
     " bootctl coredumpctl homectl hostnamectl localectl networkctl portablectl resolvectl systemd-analyze "
     "systemd-cgls timedatectl userdbctl "},
    // Their options, hooks and build scripts name programs, and most are run by root.
    {{Kind::multiplexer, "a package manager, which runs what its options and packages say"},
     " apt apt-cdrom apt-get apt-key aptitude cargo cpan debconf dnf dpkg dpkg-deb dpkg-reconfigure flatpak gem npm "
     "npx pip pipx pnpm pnpx poetry synaptic unattended-upgrade uv uvx yarn yum zypper "},
    {{Kind::multiplexer, "a tool that runs other programs"},
     " ar as c++ c89 c99 cc clang cpio cpp crontab dc fpc ftp g++ gcc gfortran journalctl ld nm ranlib loginctl m4 "
     "machinectl mount mysql psql scp sftp svn systemctl umount wget "},
    // Sandboxes that are told all on the command line, beside bubblewrap, for which there is a template.
    {{Kind::multiplexer, "a tool that runs other programs"}, " firejail proot systemd-nspawn "},
}};

/// What packagers put behind the name of a program that they build in several ways.
constexpr std::array<std::string_view, 16> variants = {"-static",  ".basic", ".tiny",      ".nox", "-nox",  ".minimal",
                                                       ".gtk3",    "-gtk",   ".dbg",       ".bin", ".real", ".orig",
                                                       ".distrib", ".ws",    "-multiarch", ".gnu"};

/// "python" for python3.12 and python3.12-dbg, "node" for node-22.
std::string_view without_version(std::string_view name) {
  name = name.substr(0, name.find_first_of("0123456789"));
  const std::size_t last = name.find_last_not_of("-.");
  return last == std::string_view::npos ? "" : name.substr(0, last + 1);
}

/// Ubuntu's coreutils are those in Rust since 25.10, and GNU's are beside them as gnuenv, gnunohup.
std::string_view without_variant(std::string_view name) {
  if (name.starts_with("gnu")) name.remove_prefix(3);
  for (const std::string_view variant : variants) {
    if (name.ends_with(variant)) return name.substr(0, name.size() - variant.size());
  }
  return name;
}

/// Each name with what it means, for quick looks: whole folders are gone through.
std::unordered_map<std::string_view, RunsAnything> by_name() {
  std::unordered_map<std::string_view, RunsAnything> meanings;
  for (const auto& [meaning, names] : kinds) {
    std::string_view rest = names;
    for (std::size_t end = 0; (end = rest.find(' ', 1)) != std::string_view::npos; rest.remove_prefix(end)) {
      meanings.emplace(rest.substr(1, end - 1), meaning);
    }
  }
  return meanings;
}

RunsAnything meaning_of(std::string_view name) {
  static const auto meanings = by_name();
  const auto found = meanings.find(name);
  return found == meanings.end() ? RunsAnything{} : found->second;
}

}  // namespace

RunsAnything what_runs_anything(std::string_view path) {
  const std::string name = last_part_of(path);
  for (const std::string_view loader : {"ld-linux", "ld-musl", "ld.so", "ld64.so"}) {
    if (name.starts_with(loader)) return {Kind::multiplexer, "the loader of programs"};
  }
  if (name.starts_with("qemu-")) return {Kind::interpreter, "an emulator of other machines' programs"};
  const std::string_view plain = without_variant(name);
  for (const std::string_view each : {std::string_view(name), plain, without_version(plain)}) {
    if (const RunsAnything meaning = meaning_of(each); !meaning.empty()) return meaning;
  }
  return {};
}

}  // namespace aug
