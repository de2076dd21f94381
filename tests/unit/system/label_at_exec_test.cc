#include "system/label_at_exec.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "core/text/format.h"
#include "support/temporary_folder.h"
#include "system/file_descriptor.h"

using namespace aug;
using namespace std::chrono_literals;

namespace {

/// A program whose group the kernel sets, so that it forgets whose death ends it: prctl(2), PR_SET_PDEATHSIG.
std::string setgid_program(const TemporaryFolder& folder) {
  ::chmod(folder.path().c_str(), 0755);
  const std::string path = folder / "program";
  std::filesystem::copy_file("/bin/true", path);
  const bool is_made = ::chown(path.c_str(), 0, 65534) == 0 && ::chmod(path.c_str(), 02755) == 0;
  REQUIRE(is_made);
  return path;
}

pid_t start_tracer(const std::string& program) {
  const pid_t tracer = ::fork();
  if (tracer != 0) return tracer;
  const FileDescriptor null(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  ::dup2(null.get(), STDOUT_FILENO);
  trace_each({program}, ::geteuid(), Others::tried);
  ::_exit(0);
}

/// The only child of a process; 0 for none.
pid_t child_of(pid_t process) {
  pid_t child = 0;
  std::ifstream(aug::format("/proc/{0}/task/{0}/children", process)) >> child;
  return child;
}

/// Whether it came to that within ten seconds.
template <typename Condition>
bool comes(Condition condition) {
  for (int tries = 0; tries < 500 && !condition(); ++tries) std::this_thread::sleep_for(20ms);
  return condition();
}

/// Where a process is in the kernel: "t" as a state is stopped by its tracer.
bool is_in(pid_t process, const std::string& state) {
  std::string line;
  std::ifstream status(aug::format("/proc/{}/status", process));
  while (std::getline(status, line) && !line.starts_with("State:")) continue;
  return line.find(state) != std::string::npos;
}

}  // namespace

TEST_CASE("what is traced ends with its tracer, not an instruction further" * doctest::skip(::geteuid() != 0)) {
  const TemporaryFolder folder;
  const std::string program = setgid_program(folder);
  const FileDescriptor leased(::open(program.c_str(), O_RDONLY | O_CLOEXEC));
  if (::fcntl(leased.get(), F_SETLEASE, F_WRLCK) != 0) {
    MESSAGE("skipped: no leases on this file system");
    return;
  }
  ::signal(SIGIO, SIG_IGN);  // the lease is asked for
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  const pid_t tracer = start_tracer(program);
  pid_t traced = 0;
  const bool waits = comes([&] { return (traced = child_of(tracer)) != 0 && is_in(traced, "S (sleeping)"); });
  ::kill(tracer, SIGSTOP);
  ::fcntl(leased.get(), F_SETLEASE, F_UNLCK);
  const bool is_executed = comes([&] { return is_in(traced, "t (tracing stop)"); });
  ::kill(tracer, SIGKILL);
  ::waitpid(tracer, nullptr, 0);
  int status = 0;
  const pid_t ended = ::waitpid(traced, &status, 0);
  ::prctl(PR_SET_CHILD_SUBREAPER, 0);
  ::signal(SIGIO, SIG_DFL);
  CHECK(waits);
  CHECK(is_executed);
  CHECK(ended == traced);
  CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
}
