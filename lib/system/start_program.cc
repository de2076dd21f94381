#include "system/start_program.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/pipe.h"

namespace aug {

pid_t start_program(const std::vector<std::string>& argv, std::array<int, 3> streams, std::span<const int> keep,
                    uid_t uid, const ChildLimits& limits) {
  const auto fail = [&](int error) {
    throw Failure(ExitCode::failed, aug::format("cannot run {}: {}", argv.at(0), std::strerror(error)));
  };
  Pipe started = make_pipe();  // closes at the exec; before that, it tells why there is none
  const ChildSetup setup(argv, keep, uid, streams, limits);
  const pid_t self = ::getpid();
  const pid_t child = fork_without_signals();
  if (child < 0) fail(errno);
  if (child == 0) {
    int error = setup.prepare(self);
    if (error == 0) error = setup.execute();
    [[maybe_unused]] const ssize_t written = ::write(started.write_end.get(), &error, sizeof error);
    ::_exit(127);
  }
  started.write_end.close();
  int error = 0;
  ssize_t size = 0;
  while ((size = ::read(started.read_end.get(), &error, sizeof error)) < 0 && errno == EINTR) continue;
  if (size > 0) {
    while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) continue;
    fail(error);
  }
  return child;
}

}  // namespace aug
