#include "system/left_processes.h"

#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <sstream>
#include <vector>

#include "core/text/format.h"
#include "system/kernel_files.h"

namespace aug {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds patience{2};
/// As long as that, who was told to end has to be seen without running an instruction.
constexpr std::chrono::milliseconds rest{100};

void add_children_of(pid_t process, std::vector<pid_t>& found) {
  std::error_code error;
  // Not by a range: to go on throws where the process ends meanwhile, and then what is left would be left.
  std::filesystem::directory_iterator thread(aug::format("/proc/{}/task", process), error);
  for (; !error && thread != std::filesystem::directory_iterator(); thread.increment(error)) {
    std::istringstream numbers(read_kernel_file(thread->path() / "children").value_or(""));
    for (pid_t child = 0; numbers >> child;) found.push_back(child);
  }
}

/// Those of children, too: who cannot end yet does not give them away.
std::vector<pid_t> descendants() {
  std::vector<pid_t> found;
  add_children_of(::getpid(), found);
  for (std::size_t i = 0; i < found.size(); ++i) add_children_of(found[i], found);
  return found;
}

/// A zombie that its tracer does not let go, or what sleeps in the kernel, in a file system of a user's, until that
/// answers: proc_pid_stat(5).
bool is_at_rest(pid_t process) {
  const std::string status = read_kernel_file(aug::format("/proc/{}/stat", process)).value_or("");
  const std::size_t name_end = status.rfind(')');
  return name_end == std::string::npos || status.find_first_of("ZXD", name_end) == name_end + 2;
}

/// Whether one that counts runs on.
bool kill_all_of(const std::vector<pid_t>& processes, const std::set<pid_t>& given_up) {
  bool runs = false;
  for (const pid_t process : processes) {
    const bool is_told = ::kill(process, SIGKILL) == 0;
    if (!given_up.contains(process) && !(is_told && is_at_rest(process))) runs = true;
  }
  return runs;
}

}  // namespace

void adopt_orphans() {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

bool LeftProcesses::end() {
  const auto begin = steady_clock::now();
  // Who ends may have left a child in the same moment: without a pause, so that it is met before its next one.
  for (auto last_run = begin;;) {
    while (::waitpid(-1, nullptr, WNOHANG | __WALL) > 0) continue;
    const std::vector<pid_t> left = descendants();
    if (left.empty()) {
      given_up_.clear();
      return true;
    }
    const auto now = steady_clock::now();
    if (kill_all_of(left, given_up_)) last_run = now;
    if (now - last_run > rest) return true;
    if (now - begin > patience) {
      given_up_.insert(left.begin(), left.end());
      return false;
    }
    ::sched_yield();
  }
}

}  // namespace aug
