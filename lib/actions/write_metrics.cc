#include "actions/write_metrics.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "core/failure.h"
#include "core/metrics.h"
#include "system/file_change.h"

namespace aug {

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
    throw Failure(ExitCode::failed, fmt::format("cannot write {}: there is no such folder", path));
  }
  const Root folder(file.parent_path());
  place_file(folder, "/" + file.filename().string(), {metrics_text(measured), 0644, ::geteuid(), ::getegid()});
}

}  // namespace aug
