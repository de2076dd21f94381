#include "system/label_at_exec.h"

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <vector>

#include "core/text/format.h"
#include "system/child_setup.h"
#include "system/file_descriptor.h"
#include "system/probe_user.h"

namespace aug {
namespace {

using Stage = TraceStage;

constexpr int not_traced = 255;  // no errno
constexpr int most_left = 50;    // programs that cannot be killed yet

struct Trace {
  Stage stage = Stage::trace;
  int error = 0;
  std::string label = {};
  bool is_gone = true;  ///< the program, which ends with its tracer otherwise
};

/// Reads the label of the stopped `pid`. attr/current is shared by all security modules, attr/apparmor is not there
/// before Linux 5.1.
void read_label(pid_t pid, Trace& result) {
  for (const char* file : {"apparmor/current", "current"}) {
    const FileDescriptor attribute(::open(aug::format("/proc/{}/attr/{}", pid, file).c_str(), O_RDONLY | O_CLOEXEC));
    if (!attribute) continue;
    std::array<char, 2048> label{};
    const ssize_t size = ::read(attribute.get(), label.data(), label.size());
    result.error = size < 0 ? errno : 0;
    if (size < 0) return;
    const std::string_view text(label.data(), static_cast<std::size_t>(size));
    result.label = text.substr(0, text.find_first_of(std::string_view("\n\0", 2)));
    result.stage = Stage::done;
    return;
  }
  result.error = errno;
}

/// The program may get a profile that lets nobody kill it, not even root: AppArmor asks both sides. PTRACE_O_EXITKILL
/// makes the kernel itself kill it as soon as this tracer ends. Whether it is gone already.
bool end(pid_t tracee) {
  if (::kill(tracee, SIGKILL) != 0) return false;
  while (::waitpid(tracee, nullptr, __WALL) < 0 && errno == EINTR) continue;
  return true;
}

/// The tracee stops itself after its exec, before the first instruction: ptrace(2), PTRACE_TRACEME.
Trace trace(const std::string& program, uid_t user) {
  const FileDescriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!null) return {Stage::trace, errno};
  const std::vector<std::string> argv{program};
  const ChildSetup setup(argv, {}, user, {null.get(), null.get(), null.get()});
  const pid_t self = ::getpid();
  // The memory of a fork would be thrown away by the exec. But where others run as the same user, none of it is shared.
  const pid_t tracee = user == nobody ? ::fork() : ::vfork();
  if (tracee == 0) {
    int error = setup.prepare(self);
    if (error == 0 && ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) error = not_traced;
    if (error == 0) error = setup.execute();
    ::_exit(error);
  }
  if (tracee < 0) return {Stage::trace, errno};
  int status = 0;
  while (::waitpid(tracee, &status, __WALL) < 0 && errno == EINTR) continue;
  if (WIFEXITED(status) && WEXITSTATUS(status) == not_traced) return {Stage::trace, EPERM};  // there is no other reason
  if (WIFEXITED(status)) return {Stage::execute, WEXITSTATUS(status)};
  if (!WIFSTOPPED(status)) return {Stage::execute, EINTR};
  if (WSTOPSIG(status) != SIGTRAP)
    return {Stage::execute, EINTR, "", end(tracee)};  // somebody's signal before the exec
  Trace result{Stage::read_label};
  const std::uintptr_t option = PTRACE_O_EXITKILL;
  if (::ptrace(PTRACE_SETOPTIONS, tracee, nullptr, option) == 0) read_label(tracee, result);
  result.is_gone = end(tracee);
  return result;
}

}  // namespace

void trace_each(const std::vector<std::string>& programs, uid_t user) {
  int left = 0;
  for (const std::string& program : programs) {
    Trace result = trace(program, user);
    const bool is_refused = result.stage == Stage::execute && result.error == EACCES;
    if (is_refused && ::geteuid() == 0) result = trace(program, 0);  // a program for members of some group
    if (!tell({static_cast<int>(result.stage), result.error, result.label})) return;
    if (!result.is_gone && ++left == most_left) return;
  }
}

}  // namespace aug
