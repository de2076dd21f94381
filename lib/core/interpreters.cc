#include "core/interpreters.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/ascii.h"

namespace aug {
namespace {

struct Kind {
  std::string_view what;
  std::string_view names;  ///< each between spaces
};

constexpr std::array<Kind, 4> kinds = {{
    {"systemd's own executor", " systemd systemd-executor systemd-run "},
    {"a shell", " sh bash dash zsh ksh mksh fish csh tcsh ash rbash screen tmux "},
    {"an interpreter",
     " python pypy perl ruby node nodejs deno bun php lua luajit tclsh wish java gjs awk gawk mawk guile R Rscript "
     "emacs vim "},
    {"a tool that runs other programs",
     " busybox toybox env nsenter unshare setpriv aa-exec sudo su pkexec doas runuser setsid nohup timeout nice chroot "
     "strace gdb xargs find make ssh stdbuf "},
}};

/// "python" for python3.12 and python3.12-dbg, as Debian names them.
std::string_view without_version(std::string_view name) {
  const auto digit = std::ranges::find_if(name, is_digit);
  return name.substr(0, static_cast<std::size_t>(digit - name.begin()));
}

}  // namespace

std::string_view what_runs_anything(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  if (name.starts_with("ld-linux") || name.starts_with("ld-musl") || name.starts_with("ld.so") ||
      name.starts_with("ld64.so")) {
    return "the loader of programs";
  }
  for (const std::string_view each : {name, without_version(name)}) {
    const std::string word = " " + std::string(each) + " ";
    for (const Kind& kind : kinds) {
      if (word.size() > 2 && kind.names.find(word) != std::string_view::npos) return kind.what;
    }
  }
  return "";
}

}  // namespace aug
