#include "system/bubblewrap_trial.h"

#include <unistd.h>

#include <vector>

#include "core/text/format.h"
#include "core/text/terminal_text.h"
#include "system/tried_process.h"

namespace aug {
namespace {

constexpr int chroot_failed = 125;  // coreutils: chroot(1), exit status

std::string find_chroot() {
  for (const char* path : {"/usr/sbin/chroot", "/usr/bin/chroot"}) {
    if (::access(path, X_OK) == 0) return path;
  }
  return "/usr/sbin/chroot";  // bubblewrap says that it is not there
}

ProbeAnswer answer_of(BubblewrapStage stage, const std::string& evidence) {
  return {static_cast<int>(stage), 0, evidence};
}

}  // namespace

ProbeAnswer try_bubblewrap(const std::string& program, uid_t user) {
  const ProcessResult capable = run_as(
      user, {program, "--unshare-user", "--cap-add", "ALL", "--bind", "/", "/", find_chroot(), "/", "/bin/true"});
  const std::string in_it = account_of("chroot in it", capable);
  if (capable.succeeded()) return answer_of(BubblewrapStage::capable, in_it);
  if (capable.exit_status == chroot_failed && capable.err.find("Operation not permitted") != std::string::npos) {
    return answer_of(BubblewrapStage::confined, in_it);
  }
  const ProcessResult plain = run_as(user, {program, "--unshare-user", "--bind", "/", "/", "/bin/true"});
  const std::string alone = account_of("bwrap", plain);
  if (!plain.succeeded()) return answer_of(BubblewrapStage::refused, alone);
  return answer_of(BubblewrapStage::capable, aug::format("{}; {}", alone, in_it));
}

ProbeAnswer ask_version(const std::string& program, uid_t user) {
  const ProcessResult result = run_as(user, {program, "--version"});
  if (!result.succeeded()) return {1};
  return {0, 0, harmless(result.out.substr(0, std::min(result.out.find('\n'), longest_account)))};
}

}  // namespace aug
