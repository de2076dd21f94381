#include "system/probe.h"

#include <sys/random.h>
#include <unistd.h>

#include <cstdint>
#include <sstream>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"
#include "system/kernel_files.h"
#include "system/left_processes.h"
#include "system/process.h"

namespace aug {
namespace {

constexpr std::chrono::seconds time_limit{20};
constexpr int chroot_failed = 125;  // coreutils: chroot(1), exit status

/// One for each process, drawn at random: a program of a user's that is tried can leave a setuid copy of itself behind,
/// and wait for its number.
uid_t drawn_user() {
  std::uint16_t number = 0;
  if (::getrandom(&number, sizeof number, GRND_NONBLOCK) != sizeof number) {
    number = static_cast<std::uint16_t>(::getpid());
  }
  return first_user_of_probes + number;
}

/// Whether the kernel knows the user here: user_namespaces(7), /proc/PID/uid_map.
bool is_mapped(uid_t user) {
  std::istringstream map(read_kernel_file("/proc/self/uid_map").value_or(""));
  for (std::uint64_t first = 0, outside = 0, count = 0; map >> first >> outside >> count;) {
    if (user >= first && user - first < count) return true;
  }
  return false;
}

/// What it starts, and does not wait for, ends as well.
ProcessResult run_unprivileged(std::vector<std::string> argv) {
  const uid_t user = user_of_probes();
  ProcessResult result = run({std::move(argv), "", time_limit, {}, user});
  if (user != ::geteuid() && user != nobody) end_processes_of(user);
  return result;
}

std::string account_of(std::string_view what, const ProcessResult& result) {
  std::string said = result.err;
  while (said.ends_with('\n')) said.pop_back();
  return aug::format("{}: {}{}{}", what, how_it_ended(result, time_limit), said.empty() ? "" : ", ", harmless(said));
}

std::string find_chroot() {
  for (const char* path : {"/usr/sbin/chroot", "/usr/bin/chroot"}) {
    if (::access(path, X_OK) == 0) return path;
  }
  throw Failure(ExitCode::failed, "cannot find chroot", "'apt install coreutils'");
}

}  // namespace

uid_t user_of_probes() {
  if (::geteuid() != 0) return ::geteuid();
  static const uid_t own = drawn_user();
  return is_mapped(own) ? own : nobody;
}

NamespaceProbe probe_bubblewrap(const std::string& bwrap) {
  NamespaceProbe probe;
  const ProcessResult capable = run_unprivileged(
      {bwrap, "--unshare-user", "--cap-add", "ALL", "--bind", "/", "/", find_chroot(), "/", "/bin/true"});
  probe.capability_refused =
      capable.exit_status == chroot_failed && capable.err.find("Operation not permitted") != std::string::npos;
  probe.creates_namespace = probe.capability_refused || capable.succeeded();
  probe.evidence = account_of("chroot in it", capable);
  if (probe.creates_namespace) return probe;
  const ProcessResult plain = run_unprivileged({bwrap, "--unshare-user", "--bind", "/", "/", "/bin/true"});
  probe.creates_namespace = plain.succeeded();
  const std::string alone = account_of("bwrap", plain);
  probe.evidence = probe.creates_namespace ? aug::format("{}; {}", alone, probe.evidence) : alone;
  return probe;
}

}  // namespace aug
