#include "core/lints.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace aug {
namespace {

constexpr std::string_view shell = "shell";
constexpr std::string_view interpreter = "interpreter";
constexpr std::string_view multiplexer = "multiplexer";
constexpr std::string_view user_writable = "user-writable";
constexpr std::string_view temporary_path = "temporary-path";
constexpr std::string_view gateway_for_bwrap = "gateway-for-bwrap";
constexpr std::string_view snap = "snap";
constexpr std::array ids = {shell, interpreter, multiplexer, user_writable, temporary_path, gateway_for_bwrap, snap};

constexpr std::array<std::string_view, 16> shells = {"ash",  "bash", "csh",  "dash", "elvish", "fish", "ksh",  "mksh",
                                                     "nush", "oksh", "pwsh", "rc",   "sh",     "tcsh", "yash", "zsh"};
constexpr std::array<std::string_view, 28> interpreters = {
    "awk",   "bun",    "deno",        "emacs",   "expect", "gawk",  "gdb",    "gjs",  "groovy", "guile",
    "java",  "julia",  "lua",         "luajit",  "mawk",   "node",  "nodejs", "perl", "php",    "pypy",
    "pypy3", "python", "qemu-x86_64", "Rscript", "ruby",   "tclsh", "wine",   "wish"};
constexpr std::array<std::string_view, 41> multiplexers = {"aa-exec",     "at",      "batch",
                                                           "busybox",     "chroot",  "chrt",
                                                           "doas",        "env",     "fakeroot",
                                                           "find",        "flock",   "git",
                                                           "init",        "ionice",  "make",
                                                           "nice",        "nohup",   "nsenter",
                                                           "parallel",    "pkexec",  "rbash",
                                                           "run-parts",   "runuser", "script",
                                                           "setpriv",     "setsid",  "ssh",
                                                           "stdbuf",      "strace",  "su",
                                                           "sudo",        "systemd", "systemd-executor",
                                                           "systemd-run", "taskset", "time",
                                                           "timeout",     "toybox",  "unshare",
                                                           "watch",       "xargs"};
constexpr std::array<std::string_view, 7> temporary_folders = {"/tmp/",  "/var/tmp/", "/run/", "/var/run/",
                                                               "/proc/", "/dev/",     "/sys/"};
constexpr std::array<std::string_view, 2> snap_folders = {"/snap/", "/var/lib/snapd/"};

std::string_view last_part(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

/// "python3.12" is a python.
std::string_view without_version(std::string_view name) {
  const std::size_t end = name.find_last_not_of("0123456789.-");
  return end == std::string_view::npos ? name : name.substr(0, end + 1);
}

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& names, std::string_view name) {
  const auto is_it = [&](std::string_view each) { return each == name || each == without_version(name); };
  return std::any_of(names.begin(), names.end(), is_it);
}

template <std::size_t n>
bool is_below_one_of(const std::array<std::string_view, n>& folders, std::string_view path) {
  return std::any_of(folders.begin(), folders.end(), [&](std::string_view folder) { return path.starts_with(folder); });
}

bool is_loader(std::string_view name) {
  return name.starts_with("ld-linux") || name.starts_with("ld.so") || name.starts_with("ld-musl");
}

std::vector<Lint> lints_of_replaceable(const std::vector<std::string_view>& names, const PathFacts& facts) {
  const auto is_temporary = [](std::string_view name) { return is_below_one_of(temporary_folders, name); };
  if (std::any_of(names.begin(), names.end(), is_temporary)) {
    return {{temporary_path, "is in a folder for temporary files, where it can be replaced",
             "install it below /usr or /opt"}};
  }
  if (facts.writable.empty()) return {};
  return {{user_writable, fmt::format("can be replaced: others than root can write to {}", facts.writable),
           "make it and its folders root's"}};
}

class Linter {
 public:
  Linter(const BinaryEntry& entry, const BinaryPath& path, const PathFacts& facts) : entry_(entry), facts_(facts) {
    names_ = {path.text};
    if (!facts.real_path.empty()) names_.push_back(facts.real_path);
    names_.insert(names_.end(), facts.matches.begin(), facts.matches.end());
  }

  std::vector<Lint> find() {
    static const std::string name_it = "name the program that needs the namespace instead";
    if (any([](std::string_view name) { return is_one_of(shells, last_part(name)); })) {
      add(shell, "is a shell: every script would get the grant", name_it);
    }
    if (any([](std::string_view name) { return is_one_of(interpreters, last_part(name)); })) {
      add(interpreter, "is an interpreter: every program that it runs would get the grant", name_it);
    }
    if (any([](std::string_view name) {
          return is_one_of(multiplexers, last_part(name)) || is_loader(last_part(name));
        })) {
      add(multiplexer, "runs any program that it is told to, and all would get the grant", name_it);
    }
    const std::vector<Lint> replaceable = lints_of_replaceable(names_, facts_);
    found_.insert(found_.end(), replaceable.begin(), replaceable.end());
    if (entry_.template_name == "gateway" && any([](std::string_view name) { return last_part(name) == "bwrap"; })) {
      add(gateway_for_bwrap, "is bubblewrap: with 'gateway', whatever it runs would get the grant",
          "use the template 'bwrap', which takes it from the programs in the sandbox");
    }
    if (any([](std::string_view name) { return is_below_one_of(snap_folders, name) || name == "/usr/bin/snap"; })) {
      add(snap, "is a snap: snapd confines it by profiles of its own", "see 'snap connections' for what it may do");
    }
    return std::move(found_);
  }

 private:
  template <typename Test>
  bool any(Test test) const {
    return std::any_of(names_.begin(), names_.end(), test);
  }

  void add(std::string_view id, std::string message, std::string hint) {
    found_.push_back({id, std::move(message), std::move(hint)});
  }

  const BinaryEntry& entry_;
  const PathFacts& facts_;
  std::vector<std::string_view> names_;
  std::vector<Lint> found_;
};

}  // namespace

std::span<const std::string_view> lint_ids() {
  return ids;
}

std::vector<Lint> lints_of(const BinaryEntry& entry, const BinaryPath& path, const PathFacts& facts) {
  return Linter(entry, path, facts).find();
}

std::vector<Lint> lints_of_helper(std::string_view path, const PathFacts& facts) {
  return lints_of_replaceable({path, facts.real_path}, facts);
}

}  // namespace aug
