#include "system/child_setup.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <string_view>

#include "system/kernel_files.h"
#include "system/session_keyring.h"

namespace aug {
namespace {

std::uint64_t set_in(std::string_view status, std::string_view name) {
  std::uint64_t set = ~std::uint64_t{0};
  const std::size_t at = status.find(name);
  if (at == std::string_view::npos) return set;
  const std::string_view digits = status.substr(at + name.size(), 16);
  std::from_chars(digits.data(), digits.data() + digits.size(), set, 16);
  return set;
}

/// As a set of bits, the signals for which there is a handler, or that are ignored; all where /proc does not tell. One
/// look there is less than a call for each.
std::uint64_t changed_signals() {
  const std::string status = read_kernel_file("/proc/self/status").value_or("");
  return set_in(status, "\nSigIgn:\t") | set_in(status, "\nSigCgt:\t");
}

/// Ignored signals and the mask survive exec; SIGPIPE ignored would surprise many programs. A handler goes before the
/// mask does: it would run in the memory that the child has of its parent.
void reset_signals(std::uint64_t changed) {
  struct sigaction standard {};
  standard.sa_handler = SIG_DFL;
  for (int signal = 1; signal < NSIG; ++signal) {
    if ((changed >> (signal - 1) & 1U) != 0) ::sigaction(signal, &standard, nullptr);  // fails for SIGKILL: fine
  }
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

void close_at_exec_from(unsigned first) {
  if (::syscall(SYS_close_range, first, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
  const long limit = ::sysconf(_SC_OPEN_MAX);  // before Linux 5.11
  for (int file = static_cast<int>(first); file < limit; ++file) ::fcntl(file, F_SETFD, FD_CLOEXEC);
}

/// By the bare system calls: those of glibc would reach out for threads that the child does not have.
bool become(uid_t user) {
  return ::syscall(SYS_setgroups, 0, nullptr) == 0 && ::syscall(SYS_setresgid, user, user, user) == 0 &&
         ::syscall(SYS_setresuid, user, user, user) == 0;
}

/// What setresuid(2) leaves: capabilities for programs that have some in their files, and a place before others.
bool leave_privileges() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[2]{};
  if (::syscall(SYS_capget, &header, data) != 0) return false;
  data[0].inheritable = data[1].inheritable = 0;
  if (::syscall(SYS_capset, &header, data) != 0) return false;
  constexpr long without_nice = 20;  // as the bare system call counts: getpriority(2)
  if (::syscall(SYS_getpriority, PRIO_PROCESS, 0) > without_nice) ::syscall(SYS_setpriority, PRIO_PROCESS, 0, 0);
  const int file = ::open("/proc/self/oom_score_adj", O_RDWR | O_CLOEXEC);
  char sign = '\0';
  const bool is_spared = ::read(file, &sign, 1) == 1 && sign == '-';
  if (is_spared && ::write(file, "0", 1) != 1) return false;
  ::close(file);
  return true;
}

bool limit(decltype(RLIMIT_AS) resource, rlim_t most) {
  const rlimit both{most, most};
  return most == RLIM_INFINITY || ::setrlimit(resource, &both) == 0;
}

}  // namespace

SignalsBlocked::SignalsBlocked() {
  sigset_t all;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before_);
}

SignalsBlocked::~SignalsBlocked() {
  const int error = errno;
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  errno = error;
}

ChildSetup::ChildSetup(const std::vector<std::string>& argv, std::span<const int> keep, uid_t uid,
                       std::array<int, 3> streams, ChildLimits limits)
    : keep_(keep.begin(), keep.end()),
      uid_(uid),
      streams_(streams),
      limits_(limits),
      changed_signals_(changed_signals()) {
  for (const std::string& argument : argv) argv_.push_back(const_cast<char*>(argument.c_str()));
  argv_.push_back(nullptr);
}

int ChildSetup::prepare(pid_t parent) const {
  reset_signals(changed_signals_);
  ::setsid();
  ::umask(S_IWGRP | S_IWOTH);
  if (::chdir("/") != 0) return errno;
  for (int stream = 0; stream < 3; ++stream) {
    if (::dup2(streams_[static_cast<std::size_t>(stream)], stream) < 0) return errno;
  }
  close_at_exec_from(STDERR_FILENO + 1);
  for (const int file : keep_) {
    if (::fcntl(file, F_SETFD, 0) != 0) return errno;
  }
  if (!limit(RLIMIT_AS, limits_.memory) || !limit(RLIMIT_NPROC, limits_.processes)) return errno;
  if (uid_ != ourselves && uid_ != ::geteuid()) {
    if (!leave_privileges() || !become(uid_)) return errno;
    if (const int error = leave_session_keyring(); error != 0) return error;
  }
  // After the change of user, which clears it.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  return ::getppid() == parent ? 0 : ESRCH;
}

int ChildSetup::execute() const {
  std::array<char, 9> locale{"LC_ALL=C"};
  std::array<char, 36> path{"PATH=/usr/sbin:/usr/bin:/sbin:/bin"};
  const std::array<char*, 3> environment{locale.data(), path.data(), nullptr};
  ::execve(argv_[0], argv_.data(), environment.data());
  return errno;
}

}  // namespace aug
