#include "system/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

#include "core/text/format.h"
#include "system/errno_failure.h"
#include "system/file_descriptor.h"
#include "system/memory_file.h"
#include "system/pipe.h"
#include "system/start_program.h"

namespace aug {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t output_limit = 64U << 20U;
/// How long a killed program may take to vanish. AppArmor may deny the signal (a profile without signal rules), so
/// waiting for it must have an end.
constexpr std::chrono::seconds grace{2};

/// No pipe: nobody has to feed it.
FileDescriptor input_of(const ProcessRequest& request) {
  if (!request.input.empty()) return memory_file(request.input);
  FileDescriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (!nothing) fail_with_errno("open", "/dev/null");
  return std::move(nothing).clear_of_streams();
}

int remaining_ms(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<decltype(left)>(left, 0, 1000));
}

/// A started program and our ends of its streams.
class Running {
 public:
  explicit Running(const ProcessRequest& request) : request_(request), deadline_(Clock::now() + request.time_limit) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    if (pid_ > 0) end();
  }

  void start();
  ProcessResult finish();

 private:
  bool has_ended() const;
  void listen();
  void drain(FileDescriptor& from, std::string& into);
  void end();

  const ProcessRequest& request_;
  Clock::time_point deadline_;
  pid_t pid_ = -1;
  FileDescriptor process_;  // becomes readable when it ends
  FileDescriptor output_;
  FileDescriptor errors_;
  ProcessResult result_;
};

void Running::start() {
  const FileDescriptor input = input_of(request_);
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  pid_ = start_program(request_.argv, {input.get(), out.write_end.get(), err.write_end.get()}, request_.keep,
                       request_.uid, request_.limits);
  output_ = std::move(out.read_end);
  errors_ = std::move(err.read_end);
  process_ = FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
  for (const FileDescriptor* stream : {&output_, &errors_}) ::fcntl(stream->get(), F_SETFL, O_NONBLOCK);
}

bool Running::has_ended() const {
  siginfo_t info{};
  // WNOWAIT: its process id must stay taken until its group has been killed.
  if (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0) return errno != EINTR;
  return info.si_pid != 0;
}

void Running::drain(FileDescriptor& from, std::string& into) {
  std::array<char, 65536> buffer{};
  while (from.is_open() && !result_.overflowed) {
    const ssize_t size = ::read(from.get(), buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0 && errno == EAGAIN) return;
    if (size <= 0) return from.close();
    into.append(buffer.data(), static_cast<std::size_t>(size));
    result_.overflowed = result_.out.size() + result_.err.size() > output_limit;
  }
}

void Running::listen() {
  std::array<pollfd, 3> files{pollfd{process_.get(), POLLIN, 0}, pollfd{output_.get(), POLLIN, 0},
                              pollfd{errors_.get(), POLLIN, 0}};
  const int longest = process_.is_open() ? remaining_ms(deadline_) : 20;  // no pidfd_open(2) before Linux 5.3
  if (::poll(files.data(), files.size(), longest) <= 0) return;
  drain(output_, result_.out);
  drain(errors_, result_.err);
}

void Running::end() {
  ::kill(-pid_, SIGKILL);
  ::kill(pid_, SIGKILL);
  const Clock::time_point patience = Clock::now() + grace;
  while (!has_ended() && Clock::now() < patience) ::poll(nullptr, 0, 5);
  int status = 0;
  pid_t reaped = 0;
  while ((reaped = ::waitpid(pid_, &status, WNOHANG)) < 0 && errno == EINTR) continue;
  pid_ = -1;
  if (reaped <= 0) return;
  if (WIFEXITED(status)) result_.exit_status = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result_.signal = WTERMSIG(status);
}

ProcessResult Running::finish() {
  while (!has_ended() && !result_.overflowed && !result_.timed_out) {
    listen();
    result_.timed_out = Clock::now() >= deadline_;
  }
  if (has_ended()) result_.timed_out = false;
  // Not to the end of the streams: something that it left behind may hold them open.
  drain(output_, result_.out);
  drain(errors_, result_.err);
  end();
  return std::move(result_);
}

}  // namespace

ProcessResult run(const ProcessRequest& request) {
  Running process(request);
  process.start();
  return process.finish();
}

std::string how_it_ended(const ProcessResult& result, std::chrono::milliseconds time_limit) {
  if (result.timed_out) {
    const bool whole = time_limit.count() % 1000 == 0;
    return whole ? aug::format("no answer within {} s", time_limit.count() / 1000)
                 : aug::format("no answer within {} ms", time_limit.count());
  }
  if (result.overflowed) return aug::format("more than {} MiB of output", output_limit >> 20U);
  if (result.signal != 0) return aug::format("killed by signal {}", result.signal);
  if (result.exit_status < 0) return "its exit status is lost";
  return aug::format("exit status {}", result.exit_status);
}

}  // namespace aug
