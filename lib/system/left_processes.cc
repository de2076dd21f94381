#include "system/left_processes.h"

#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <sstream>

#include "core/text/format.h"
#include "system/kernel_files.h"

namespace aug {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds patience{2};

void kill_children() {
  std::istringstream children(read_kernel_file(aug::format("/proc/self/task/{}/children", ::getpid())).value_or(""));
  for (pid_t child = 0; children >> child;) ::kill(child, SIGKILL);
}

/// Those that have ended; whether there are others.
bool wait_for_children() {
  pid_t child = 0;
  while ((child = ::waitpid(-1, nullptr, WNOHANG | __WALL)) > 0) continue;
  return child == 0;
}

}  // namespace

void adopt_orphans() {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

bool end_children() {
  // Who ends may have left a child in the same moment: without a pause, so that it is met before its next one.
  for (const auto end = steady_clock::now() + patience; wait_for_children();) {
    if (steady_clock::now() > end) return false;
    kill_children();
    ::sched_yield();
  }
  return true;
}

}  // namespace aug
