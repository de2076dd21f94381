#include "actions/write_metrics.h"

#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "core/status/metrics.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/file_change.h"

namespace aug {
namespace {

/// What is there gets replaced: a device, a pipe, or a link to one such as /dev/stdout would be gone.
void require_replaceable(const std::filesystem::path& file, const std::string& path) {
  std::error_code unknown;
  const auto status = std::filesystem::symlink_status(file, unknown);
  if (!std::filesystem::exists(status) || std::filesystem::is_regular_file(status)) return;
  throw Failure(ExitCode::failed, aug::format("cannot write {}: there is something that is no regular file", path));
}

}  // namespace

void write_metrics(const Host& host, const StatusReport& status, const std::string& version, const std::string& path) {
  if (!host.may_read_state()) {
    throw Failure(ExitCode::unsupported, "cannot write metrics: only root may see what is applied",
                  "run this as root, for example with sudo");
  }
  Measured measured{version, status.generation, 0, status.interrupted, {}, status.binaries, status.settings};
  const std::vector<HistoryEntry> history = host.store.history();
  if (!history.empty()) measured.last_change = seconds_of(history.back());
  for (const AppliedPolicy& policy : status.policies) measured.policies.push_back(policy.name);
  const std::filesystem::path file = std::filesystem::absolute(path);
  if (!std::filesystem::is_directory(file.parent_path())) {
    throw Failure(ExitCode::failed, aug::format("cannot write {}: there is no such folder", path));
  }
  require_replaceable(file, path);
  const Root folder(file.parent_path());
  place_file(folder, "/" + file.filename().string(), {metrics_text(measured), 0644, ::geteuid(), ::getegid()});
}

}  // namespace aug
