#include "system/left_processes.h"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string>
#include <string_view>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/process.h"

namespace aug {
namespace {

constexpr std::string_view ending_word = "--end-what-a-probe-left";  // as the first argument
constexpr std::chrono::seconds time_limit{10};

}  // namespace

void end_as_ender(int argc, char** argv) {
  if (argc != 2 || argv[1] != ending_word) return;
  if (::geteuid() == 0 || ::getuid() == 0) ::_exit(2);
  const bool is_done = ::kill(-1, SIGKILL) == 0 || errno == ESRCH;  // all that this user may end, but itself: kill(2)
  ::_exit(is_done ? 0 : 1);
}

void end_processes_of(uid_t user) {
  const ProcessResult result = run({{"/proc/self/exe", std::string(ending_word)}, "", time_limit, {}, user});
  if (result.succeeded()) return;
  throw Failure(ExitCode::failed, aug::format("cannot end what a probe left behind, as user {}: {}", user,
                                              how_it_ended(result, time_limit)));
}

}  // namespace aug
