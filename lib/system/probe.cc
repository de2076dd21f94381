#include "system/probe.h"

#include <unistd.h>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"
#include "system/process.h"

namespace aug {
namespace {

constexpr std::chrono::seconds time_limit{20};
constexpr int chroot_failed = 125;  // coreutils: chroot(1), exit status

ProcessResult run_unprivileged(std::vector<std::string> argv) {
  const uid_t user = ::geteuid() == 0 ? unprivileged_uid : static_cast<uid_t>(-1);
  return run({std::move(argv), "", time_limit, {}, user});
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

NamespaceProbe probe_bubblewrap(const std::string& bwrap) {
  NamespaceProbe probe;
  const ProcessResult plain = run_unprivileged({bwrap, "--unshare-user", "--bind", "/", "/", "/bin/true"});
  probe.creates_namespace = plain.succeeded();
  probe.evidence = account_of("bwrap", plain);
  if (!probe.creates_namespace) return probe;
  const ProcessResult capable = run_unprivileged(
      {bwrap, "--unshare-user", "--cap-add", "ALL", "--bind", "/", "/", find_chroot(), "/", "/bin/true"});
  probe.capability_refused =
      capable.exit_status == chroot_failed && capable.err.find("Operation not permitted") != std::string::npos;
  probe.evidence += "; " + account_of("chroot in it", capable);
  return probe;
}

}  // namespace aug
