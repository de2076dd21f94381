#include "core/host/interpreters.h"

#include <array>
#include <string>

#include "core/text/paths.h"

namespace aug {
namespace {

using Kind = RunsAnything::Kind;

struct Names {
  RunsAnything meaning;
  std::string_view names;  ///< each between spaces
};

constexpr std::array<Names, 4> kinds = {{
    {{Kind::multiplexer, "systemd's own executor"}, " systemd systemd-executor systemd-run init "},
    {{Kind::shell, "a shell"},
     " ash bash csh dash elvish fish ksh mksh nush oksh pwsh rbash rc screen sh tcsh tmux yash zsh "},
    {{Kind::interpreter, "an interpreter"},
     " R Rscript awk bun deno emacs expect gawk gdb gjs groovy guile java julia lua luajit mawk node nodejs perl php "
     "pypy python qemu-x86_64 ruby tclsh vim wine wish "},
    {{Kind::multiplexer, "a tool that runs other programs"},
     " aa-exec at batch busybox chroot chrt doas env fakeroot find flock git ionice make nice nohup nsenter parallel "
     "pkexec run-parts runuser script setpriv setsid ssh stdbuf strace su sudo taskset time timeout toybox unshare "
     "watch "
     "xargs "},
}};

/// "python" for python3.12 and python3.12-dbg, "node" for node-22.
std::string_view without_version(std::string_view name) {
  name = name.substr(0, name.find_first_of("0123456789"));
  const std::size_t last = name.find_last_not_of("-.");
  return last == std::string_view::npos ? "" : name.substr(0, last + 1);
}

}  // namespace

RunsAnything what_runs_anything(std::string_view path) {
  const std::string name = last_part_of(path);
  if (name.starts_with("ld-linux") || name.starts_with("ld-musl") || name.starts_with("ld.so") ||
      name.starts_with("ld64.so")) {
    return {Kind::multiplexer, "the loader of programs"};
  }
  for (const std::string_view each : {std::string_view(name), without_version(name)}) {
    const std::string word = " " + std::string(each) + " ";
    for (const auto& [meaning, names] : kinds) {
      if (word.size() > 2 && names.find(word) != std::string_view::npos) return meaning;
    }
  }
  return {};
}

}  // namespace aug
