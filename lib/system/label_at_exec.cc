#include "system/label_at_exec.h"

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <optional>
#include <vector>

#include "core/text/format.h"
#include "system/attempt.h"
#include "system/child_setup.h"
#include "system/file_descriptor.h"
#include "system/program_search.h"

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

/// Until it stops or ends; its status.
int wait_for(pid_t tracee) {
  int status = 0;
  while (::waitpid(tracee, &status, __WALL) < 0 && errno == EINTR) continue;
  return status;
}

/// Stops before its exec. It ends with its tracer from then on: of what it executes, not an instruction may be run,
/// whenever and by whomever the tracer is killed.
pid_t start_stopped(const ChildSetup& setup) {
  const pid_t self = ::getpid();
  const pid_t tracee = ::fork();
  if (tracee == 0) {
    int error = setup.prepare(self);
    if (error == 0 && ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) error = not_traced;
    if (error == 0 && ::raise(SIGSTOP) == 0) error = setup.execute();
    ::_exit(error);
  }
  return tracee;
}

/// What is executed is stopped by the kernel when the exec is done: ptrace(2), PTRACE_O_TRACEEXEC.
Trace trace(const std::string& program, uid_t user) {
  const FileDescriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!null) return {Stage::trace, errno};
  const std::vector<std::string> argv{program};
  const ChildSetup setup(argv, {}, user, {null.get(), null.get(), null.get()});
  const pid_t tracee = start_stopped(setup);
  if (tracee < 0) return {Stage::trace, errno};
  int status = wait_for(tracee);
  if (WIFEXITED(status) && WEXITSTATUS(status) == not_traced) return {Stage::trace, EPERM};  // there is no other reason
  if (WIFEXITED(status)) return {Stage::execute, WEXITSTATUS(status)};
  if (!WIFSTOPPED(status)) return {Stage::execute, EINTR};
  const std::uintptr_t options = PTRACE_O_EXITKILL | PTRACE_O_TRACEEXEC;
  if (WSTOPSIG(status) != SIGSTOP || ::ptrace(PTRACE_SETOPTIONS, tracee, nullptr, options) != 0 ||
      ::ptrace(PTRACE_CONT, tracee, nullptr, nullptr) != 0) {
    return {Stage::trace, EPERM, "", end(tracee)};
  }
  status = wait_for(tracee);
  if (WIFEXITED(status)) return {Stage::execute, WEXITSTATUS(status)};
  if (!WIFSTOPPED(status)) return {Stage::execute, EINTR};
  if (status >> 8 != (SIGTRAP | (PTRACE_EVENT_EXEC << 8))) return {Stage::execute, EINTR, "", end(tracee)};  // a signal
  Trace result{Stage::read_label};
  read_label(tracee, result);
  result.is_gone = end(tracee);
  return result;
}

/// Who may execute what is not for everybody: the owner; for a program of root's that nobody else can change, root.
/// Nobody, where that cannot be told.
std::optional<uid_t> who_may_execute(const std::string& program) {
  struct stat status {};
  if (::geteuid() != 0 || ::stat(program.c_str(), &status) != 0) return std::nullopt;
  if (status.st_uid != 0) return status.st_uid;
  return changeable_by_others(Root(), program).empty() ? std::optional<uid_t>(0) : std::nullopt;
}

bool is_of_others(const std::string& program) {
  return attempt([&] { return !changeable_by_others(Root(), program).empty(); }, [](const Failure&) { return true; });
}

Trace trace_as_some_user(const std::string& program, uid_t user) {
  Trace result = trace(program, user);
  if (result.stage != Stage::execute || result.error != EACCES) return result;
  const auto other = attempt([&] { return who_may_execute(program); });
  return other ? trace(program, *other) : result;
}

}  // namespace

void trace_each(const std::vector<std::string>& programs, uid_t user, Others others) {
  int left = 0;
  for (const std::string& program : programs) {
    if (others == Others::left_out && is_of_others(program)) {
      if (!tell({untried, 0, std::string(others_were_slow)})) return;
      continue;
    }
    const Trace result = trace_as_some_user(program, user);
    if (!tell({static_cast<int>(result.stage), result.error, result.label})) return;
    if (!result.is_gone && ++left == most_left) return;
  }
}

}  // namespace aug
