#include <fcntl.h>

#include <algorithm>
#include <chrono>

#include "core/apparmor/our_files.h"
#include "core/text/format.h"
#include "system/file_change.h"
#include "system/ownership.h"
#include "system/store.h"

// What the store keeps beside the generations: the lock, the records of changes that have begun, and the history.

namespace aug {
namespace {

constexpr const char* pending_file = "/pending";
constexpr const char* purge_file = "/purging";
constexpr const char* history_file = "/history";
constexpr const char* lock_file = "/lock";
constexpr std::chrono::seconds longest_wait{120};

/// Whatever it is; a symlink is not followed.
void remove_any(const Root& root, const std::string& path) {
  if (root.open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW)) {
    remove_folder(root, path);
  } else {
    remove_file(root, path);
  }
}

}  // namespace

Lock Store::lock(const std::function<void()>& on_wait) const {
  const auto make_home = [this] {
    make_folder(root_, std::string(state_folder), 0700);
    auto folder = home();
    if (folder) find_own(*folder, lock_file);  // whose it is can keep it locked
    return folder;
  };
  return {make_home, lock_file, longest_wait, on_wait};
}

std::optional<Pending> Store::pending() const {
  const auto folder = home();
  const auto bytes = folder ? read_own(*folder, pending_file) : std::nullopt;
  if (!bytes) return std::nullopt;
  return pending_from(*bytes);
}

bool Store::is_interrupted() const {
  const auto folder = home();
  return folder && (folder->status(pending_file) || folder->status(purge_file));
}

void Store::write_pending(const Pending& pending) const {
  place_file(require_home(), pending_file, {bytes_of(pending), 0600});
}

void Store::clear_pending() const {
  remove_file(require_home(), pending_file);
}

std::vector<HistoryEntry> Store::history() const {
  const auto folder = home();
  return history_from((folder ? read_own(*folder, history_file) : std::nullopt).value_or(""));
}

void Store::add_history(const HistoryEntry& entry) const {
  std::vector<HistoryEntry> entries = history();
  entries.push_back(entry);
  std::string lines;
  for (std::size_t i = entries.size() - std::min(entries.size(), longest_history); i < entries.size(); ++i) {
    lines += line_of(entries[i]);
  }
  place_file(require_home(), history_file, {lines, 0600});
}

void Store::plan_purge() const {
  place_file(require_home(), purge_file, {"", 0600});
}

bool Store::is_purge_planned() const {
  const auto folder = home();
  return folder && folder->status(purge_file);
}

void Store::drop_planned_purge() const {
  if (const auto folder = home()) remove_file(*folder, purge_file);
}

void Store::empty() const {
  select(0);  // first: what is half gone shall not be taken for what is applied
  const Root folder = require_home();
  for (const std::string& name : folder.names_in("/")) {
    const std::string path = "/" + name;
    if (path != lock_file && path != purge_file) remove_any(folder, path);
  }
  drop_planned_purge();
}

void Store::purge(const Lock&) const {
  if (!home()) return;
  empty();
  // With its file the lock is gone: who waits for it makes a new one, and then the folder is that one's.
  remove_file(require_home(), lock_file);
  remove_empty_folder(root_, std::string(state_folder));
}

}  // namespace aug
