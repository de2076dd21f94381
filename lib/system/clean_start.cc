#include "system/clean_start.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>

namespace aug {
namespace {

/// A file that we open shall not become the standard output. What takes their place can be neither read nor written, so
/// that whoever uses them is told.
void fill_streams() {
  while (true) {
    const int file = ::open("/", O_PATH);
    if (file > STDERR_FILENO) ::close(file);
    if (file < 0 || file > STDERR_FILENO) return;
  }
}

bool is_ignored(int signal) {
  struct sigaction now {};
  return ::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

void reset_signals() {
  struct sigaction standard {};
  standard.sa_handler = SIG_DFL;
  for (int signal = 1; signal < NSIG; ++signal) {
    const bool is_meant = signal == SIGHUP || signal == SIGINT || signal == SIGQUIT;
    if (!(is_meant && is_ignored(signal))) ::sigaction(signal, &standard, nullptr);  // fails for SIGKILL: fine
  }
  // A file that grows too large is an error like others.
  standard.sa_handler = SIG_IGN;
  ::sigaction(SIGXFSZ, &standard, nullptr);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// As far as we may; and no core file, which would have what root read in it.
void reset_limits() {
  for (const auto kind : {RLIMIT_FSIZE, RLIMIT_CPU, RLIMIT_AS, RLIMIT_DATA}) {
    const rlimit none{RLIM_INFINITY, RLIM_INFINITY};
    rlimit now{};
    if (::setrlimit(kind, &none) == 0 || ::getrlimit(kind, &now) != 0) continue;
    now.rlim_cur = now.rlim_max;
    ::setrlimit(kind, &now);
  }
  for (const auto kind : {RLIMIT_NOFILE, RLIMIT_STACK}) {
    rlimit now{};
    const rlim_t enough = kind == RLIMIT_NOFILE ? 1024 : rlim_t{8} << 20U;
    if (::getrlimit(kind, &now) != 0 || now.rlim_cur >= enough) continue;
    const rlimit raised{enough, std::max(enough, now.rlim_max)};
    if (::setrlimit(kind, &raised) == 0) continue;  // root may, whatever a caller of sudo(8) has left
    now.rlim_cur = std::min(enough, now.rlim_max);
    ::setrlimit(kind, &now);
  }
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
}

}  // namespace

void start_clean() {
  fill_streams();
  reset_signals();
  ::umask(S_IWGRP | S_IWOTH);
  reset_limits();
}

}  // namespace aug
