#include "actions/recover.h"

#include "core/apparmor/local_block.h"
#include "core/change/pending.h"
#include "core/change/transaction.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "system/caller.h"
#include "system/host_change.h"

namespace aug {
namespace {

/// After a reboot the kernel holds nothing of the change, and loads the files that are restored here.
std::vector<Step> steps_that_matter(const Host& host, const Pending& pending) {
  const bool same_kernel = host.kernel && pending.boot == boot_id();
  std::vector<Step> steps;
  for (const Step& step : pending.undo) {
    if (same_kernel || !is_for_kernel(step)) steps.push_back(step);
  }
  return steps;
}

bool has_block(const FileState& file) {
  return !file.is_link && rules_in_block(file.content).has_value();
}

/// Of files of the folder local, ours are those that have a block of ours, or get one back, and those that are as the
/// step would leave them.
bool is_of_ours(const FileState* wanted, const std::optional<FileState>& there) {
  if (there && has_block(*there)) return true;
  return wanted == nullptr ? !there : has_block(*wanted) || there == *wanted;
}

void require_own_files(const Host& host, const std::vector<Step>& steps) {
  for (const Step& step : steps) {
    const auto* place = std::get_if<PlaceFile>(&step);
    const auto* remove = std::get_if<RemoveFile>(&step);
    if (place == nullptr && remove == nullptr) continue;
    const std::string& path = place != nullptr ? place->path : remove->path;
    if (!path.starts_with(local_folder)) continue;
    if (is_of_ours(place != nullptr ? &place->file : nullptr, host.root.read_state(path))) continue;
    refuse_record(aug::format("{} {}", place != nullptr ? "place" : "remove", path));
  }
}

void write_history(const Host& host, const Recovery& recovery) {
  HistoryEntry entry = entry_of_caller("recover");
  entry.from = entry.to = host.store.current_number();
  for (const Step& step : recovery.taken_back) entry.steps.push_back(describe(step));
  host.store.add_history(entry);
  if (host.root.is_host()) log_to_system(entry);
}

Recovery going_on_with_purge() {
  return {.command = "remove", .taken_back = {}, .warnings = {}, .is_purge = true};
}

std::optional<Recovery> recovery_to_do(const Host& host) {
  if (!host.may_read_state()) {
    throw Failure(ExitCode::unsupported, "needs-root"_id, "cannot see whether a change was interrupted: only root may",
                  "run this as root, for example with sudo");
  }
  const auto pending = host.store.pending();
  if (pending) return Recovery{pending->command, steps_that_matter(host, *pending), {}};
  return host.store.is_purge_planned() ? std::optional(going_on_with_purge()) : std::nullopt;
}

}  // namespace

std::optional<Recovery> recover_locked(const Host& host) {
  const auto pending = host.store.pending();
  if (!pending) {
    if (host.store.is_purge_planned()) host.store.empty();
    host.store.discard(0);
    host.store.clear_pending();  // the record itself may have been interrupted
    return std::nullopt;
  }
  Recovery recovery{pending->command, steps_that_matter(host, *pending), {}};
  require_own_files(host, recovery.taken_back);
  const Diagnoses failed = take_back(recovery.taken_back, [&](const Step& step) {
    const Diagnoses warnings = perform(host, step);
    append(recovery.warnings, warnings);
  });
  if (!failed.empty()) throw Failure(ExitCode::inconsistent, failed);
  host.store.discard(pending->new_generation);
  host.store.drop_planned_purge();
  write_history(host, recovery);
  host.store.clear_pending();
  return recovery;
}

std::optional<Recovery> recover(const Host& host, const ChangeOptions& options) {
  if (!host.store.exists()) return std::nullopt;
  if (options.dry_run) return recovery_to_do(host);
  host.require_permission();
  const Lock lock = host.lock();
  const bool is_purged = !host.store.pending() && host.store.is_purge_planned();
  auto recovery = recover_locked(host);
  if (!is_purged) return recovery;
  host.store.purge(lock);
  return going_on_with_purge();
}

}  // namespace aug
