#include "actions/write_metrics.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "core/status/metrics.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/errno_failure.h"
#include "system/file_change.h"
#include "system/output_folder.h"

namespace aug {
namespace {

/// What is there gets replaced: a device, a pipe, or a link to one such as /dev/stdout would be gone.
void require_replaceable(const Root& folder, const std::string& name, const std::string& path) {
  const FileDescriptor there = folder.open(name, O_PATH | O_NOFOLLOW);
  if (!there) return require_an_answer("examine", path);
  struct stat status {};
  if (::fstat(there.get(), &status) != 0) fail_with_errno("examine", path);
  if (S_ISREG(status.st_mode)) return;
  throw Failure(ExitCode::failed, "bad-output-file"_id,
                aug::format("cannot write {}: there is something that is no regular file", path));
}

}  // namespace

void write_metrics(const Host& host, const StatusReport& status, const std::string& version, const std::string& path) {
  if (!host.may_read_state()) {
    throw Failure(ExitCode::unsupported, "needs-root"_id, "cannot write metrics: only root may see what is applied",
                  "run this as root, for example with sudo");
  }
  Measured measured{version, status.generation, 0, status.interrupted, {}, status.binaries, status.settings};
  const std::vector<HistoryEntry> history = host.store.history();
  if (!history.empty()) measured.last_change = seconds_of(history.back());
  for (const AppliedPolicy& policy : status.policies) measured.policies.push_back(policy.name);
  const std::filesystem::path file = std::filesystem::absolute(path);
  const auto folder = output_folder(file.parent_path());
  if (!folder) {
    throw Failure(ExitCode::failed, "bad-output-file"_id,
                  aug::format("cannot write {}: there is no such folder", path));
  }
  const std::string name = "/" + file.filename().string();
  require_replaceable(*folder, name, path);
  place_file(*folder, name, {metrics_text(measured), 0644, ::geteuid(), ::getegid()});
}

}  // namespace aug
