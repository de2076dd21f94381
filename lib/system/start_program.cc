#include "system/start_program.h"

#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug {
namespace {

constexpr std::size_t stack_size = std::size_t{64} << 10U;

struct Start {
  const ChildSetup& setup;
  pid_t parent;
  int error = 0;  ///< an errno
};

int prepare_and_execute(void* argument) {
  auto& start = *static_cast<Start*>(argument);
  start.error = start.setup.prepare(start.parent);
  if (start.error == 0) start.error = start.setup.execute();  // comes back only with an error
  return 127;
}

}  // namespace

pid_t start_program(const std::vector<std::string>& argv, std::array<int, 3> streams, std::span<const int> keep,
                    uid_t uid, const ChildLimits& limits) {
  const ChildSetup setup(argv, keep, uid, streams, limits);
  Start start{setup, ::getpid()};
  // As posix_spawn(3): this process waits in clone() until its memory, which is not copied, is left by the exec.
  alignas(16) std::array<char, stack_size> stack;
  const SignalsBlocked blocked;
  const pid_t child =
      ::clone(prepare_and_execute, stack.data() + stack.size(), CLONE_VM | CLONE_VFORK | SIGCHLD, &start);
  if (child < 0) start.error = errno;
  if (start.error == 0) return child;
  while (child > 0 && ::waitpid(child, nullptr, 0) < 0 && errno == EINTR) continue;
  throw Failure(ExitCode::failed, "system-refused"_id,
                aug::format("cannot run {}: {}", argv.at(0), std::strerror(start.error)));
}

}  // namespace aug
