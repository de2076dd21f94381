#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <string_view>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/child_setup.h"
#include "system/file_descriptor.h"
#include "system/probe.h"

namespace aug {
namespace {

constexpr std::chrono::seconds time_limit{10};

/// What the tracer writes into its pipe: plain bytes, since it may not use memory of the heap.
struct Answer {
  enum class Stage { trace, execute, read_label, done };

  Stage stage = Stage::trace;  ///< how far it got
  int error = 0;
  std::array<char, 4096> label{};
};

/// Reads the label of the stopped `pid`. attr/current is shared by all security modules, attr/apparmor is not there
/// before Linux 5.1.
void read_label(pid_t pid, Answer& answer) {
  std::array<char, 64> path{};
  for (const char* file : {"apparmor/current", "current"}) {
    *fmt::format_to_n(path.data(), path.size() - 1, "/proc/{}/attr/{}", pid, file).out = '\0';
    const int attribute = ::open(path.data(), O_RDONLY | O_CLOEXEC);
    if (attribute < 0) continue;
    const ssize_t size = ::read(attribute, answer.label.data(), answer.label.size() - 1);
    answer.error = size < 0 ? errno : 0;
    ::close(attribute);
    if (size >= 0) answer.stage = Answer::Stage::done;
    return;
  }
  answer.error = errno;
}

/// Lets the tracee go on until it has executed the program; false when it ended before, with its errno as exit status.
bool wait_for_exec(pid_t tracee, Answer& answer) {
  answer.stage = Answer::Stage::execute;
  int status = 0;
  while (::waitpid(tracee, &status, __WALL) >= 0 || errno == EINTR) {
    if (WIFEXITED(status)) answer.error = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) answer.error = EINTR;
    if (WIFEXITED(status) || WIFSIGNALED(status)) return false;
    if (status >> 8 == (SIGTRAP | (PTRACE_EVENT_EXEC << 8))) return true;
    ::ptrace(PTRACE_CONT, tracee, nullptr, WSTOPSIG(status));
  }
  answer.error = errno;
  return false;
}

/// Runs in a process of its own. The program may get a profile that lets nobody kill it, not even root: AppArmor asks
/// both sides. PTRACE_O_EXITKILL makes the kernel itself kill it as soon as this tracer ends.
void trace(const ChildSetup& setup, pid_t parent, Answer& answer) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::array<int, 2> go{};
  if (::getppid() != parent || ::pipe2(go.data(), O_CLOEXEC) != 0) {
    answer.error = errno;
    return;
  }
  const pid_t self = ::getpid();
  const pid_t tracee = ::fork();
  if (tracee == 0) {
    char ready = 0;
    int error = setup.prepare(self);
    if (error == 0 && ::read(go[0], &ready, 1) == 1) error = setup.execute();
    ::_exit(error);
  }
  const std::uintptr_t options = PTRACE_O_EXITKILL | PTRACE_O_TRACEEXEC;
  if (tracee < 0 || ::ptrace(PTRACE_SEIZE, tracee, nullptr, options) != 0) {
    answer.error = errno;
    if (tracee > 0) ::kill(tracee, SIGKILL);  // it is still ours, not yet the program
    return;
  }
  if (::write(go[1], "", 1) != 1 || !wait_for_exec(tracee, answer)) return;
  answer.stage = Answer::Stage::read_label;
  read_label(tracee, answer);
}

[[noreturn]] void fail(const std::string& program, std::string_view why) {
  throw Failure(ExitCode::failed, aug::format("cannot find out which profile {} gets: {}", program, why));
}

FileDescriptor opened_null() {
  return FileDescriptor(::open("/dev/null", O_RDWR | O_CLOEXEC)).clear_of_streams();
}

/// Waits for the tracer's answer, but not for ever.
bool receive(int from, Answer& answer) {
  const auto deadline = std::chrono::steady_clock::now() + time_limit;
  std::array<char, sizeof(Answer)> bytes{};
  std::size_t received = 0;
  while (received < bytes.size()) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd pipe{from, POLLIN, 0};
    if (::poll(&pipe, 1, static_cast<int>(left.count())) <= 0) continue;
    const ssize_t size = ::read(from, bytes.data() + received, bytes.size() - received);
    if (size == 0 || (size < 0 && errno != EINTR)) return false;
    if (size > 0) received += static_cast<std::size_t>(size);
  }
  std::memcpy(&answer, bytes.data(), sizeof answer);
  return true;
}

Answer ask_kernel(const std::string& program, uid_t uid) {
  const FileDescriptor null = opened_null();
  std::array<int, 2> ends{};
  if (!null.is_open() || ::pipe2(ends.data(), O_CLOEXEC) != 0) fail(program, std::strerror(errno));
  const FileDescriptor from = FileDescriptor(ends[0]).clear_of_streams();
  FileDescriptor to = FileDescriptor(ends[1]).clear_of_streams();
  const std::vector<std::string> argv{program};
  const ChildSetup setup(argv, {}, uid, {null.get(), null.get(), null.get()});
  const pid_t self = ::getpid();
  const pid_t tracer = fork_without_signals();
  if (tracer < 0) fail(program, std::strerror(errno));
  if (tracer == 0) {
    Answer answer;
    trace(setup, self, answer);
    [[maybe_unused]] const ssize_t written = ::write(to.get(), &answer, sizeof answer);
    ::_exit(0);
  }
  to.close();
  Answer answer;
  const bool answered = receive(from.get(), answer);
  if (!answered) ::kill(tracer, SIGKILL);
  while (::waitpid(tracer, nullptr, 0) < 0 && errno == EINTR) continue;
  if (!answered) fail(program, aug::format("no answer within {} s", time_limit.count()));
  return answer;
}

}  // namespace

std::string label_at_exec(const std::string& program) {
  const bool is_root = ::geteuid() == 0;
  Answer answer = ask_kernel(program, user_of_probes());
  const bool refused = answer.stage == Answer::Stage::execute && answer.error == EACCES;
  if (refused && is_root) answer = ask_kernel(program, 0);  // a program for members of some group
  switch (answer.stage) {
    case Answer::Stage::trace:
      fail(program, aug::format("cannot trace it: {}", std::strerror(answer.error)));
    case Answer::Stage::execute:
      fail(program, aug::format("cannot execute it: {}", std::strerror(answer.error)));
    case Answer::Stage::read_label:
      fail(program, aug::format("the kernel gives no label: {}", std::strerror(answer.error)));
    case Answer::Stage::done:
      break;
  }
  std::string label = answer.label.data();
  while (label.ends_with('\n')) label.pop_back();
  return label;
}

}  // namespace aug
