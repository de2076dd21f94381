#include "system/left_processes.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/child_setup.h"

namespace aug {
namespace {

/// All that this user may end, but itself: kill(2). For root, that would be the whole system.
[[noreturn]] void end_others(uid_t user) {
  if (user == 0 || ::getuid() != user || ::geteuid() != user) ::_exit(1);
  ::_exit(::kill(-1, SIGKILL) == 0 || errno == ESRCH ? 0 : 1);
}

}  // namespace

void end_processes_of(uid_t user) {
  const ChildSetup setup({}, {}, user, {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO});
  const pid_t self = ::getpid();
  const SignalsBlocked blocked;
  const pid_t child = ::fork();
  if (child == 0) {
    if (setup.prepare(self) != 0) ::_exit(1);
    end_others(user);
  }
  int status = -1;
  while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (status == 0) return;
  throw Failure(ExitCode::failed, aug::format("cannot end what a probe left behind, as user {}", user));
}

}  // namespace aug
