#include "system/store.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "system/file_change.h"

namespace aug {
namespace {

constexpr const char* home = "/var/lib/aa-userns-gen";
constexpr const char* staged = "generations/.new";
constexpr const char* pending_file = "pending";
constexpr const char* purge_file = "purging";
constexpr const char* history_file = "history";
constexpr const char* lock_file = "lock";
constexpr std::chrono::seconds longest_wait{120};
constexpr std::size_t kept_generations = 10;

std::string in_home(std::string_view name) {
  return aug::format("{}/{}", home, name);
}
std::string folder_name(int number) {
  return aug::format("generations/{}", number);
}

/// 0 for what is no number of a generation.
int number_in(std::string_view name) {
  int number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  return error == std::errc() && end == name.data() + name.size() && number > 0 ? number : 0;
}

void read_folder(const Root& root, const std::string& path, const std::string& prefix, Folder& into) {
  for (const std::string& name : root.names_in(path)) {
    const std::string below = path + "/" + name;
    if (root.is_folder(below)) {
      read_folder(root, below, prefix + name + "/", into);
    } else if (auto content = root.read(below)) {
      into[prefix + name] = std::move(*content);
    }
  }
}

Folder folder_at(const Root& root, int number) {
  Folder folder;
  read_folder(root, in_home(folder_name(number)), "", folder);
  return folder;
}

/// Whatever it is; a symlink is not followed.
void remove_any(const Root& root, const std::string& path) {
  if (root.open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW)) {
    remove_folder(root, path);
  } else {
    remove_file(root, path);
  }
}

}  // namespace

bool Store::exists() const {
  return root_.is_folder(home);
}

int Store::current_number() const {
  const auto link = root_.link_target(in_home("current"));
  if (!link && errno == EACCES) {
    throw Failure(ExitCode::unsupported, aug::format("cannot read {}: only root may", root_.outside(home)),
                  "run this as root to see what is applied");
  }
  return link ? number_in(last_part_of(*link)) : 0;
}

NumberedGeneration Store::current() const {
  for (;;) {
    const int number = current_number();
    if (number == 0) return {};
    const Folder folder = folder_at(root_, number);
    // Read without a lock: what is no longer the current one may be half gone.
    if (current_number() == number) return {number, generation_from(folder)};
  }
}

Generation Store::read(int number) const {
  return generation_from(folder_at(root_, number));
}

std::vector<int> Store::numbers() const {
  std::vector<int> numbers;
  for (const std::string& name : root_.names_in(in_home("generations"))) {
    if (const int number = number_in(name); number != 0) numbers.push_back(number);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

int Store::next_number() const {
  const std::vector<int> all = numbers();
  return all.empty() ? 1 : all.back() + 1;
}

Lock Store::lock() const {
  return {root_, in_home(lock_file), longest_wait};
}

void Store::stage(const Generation& generation) const {
  const std::string folder = in_home(staged);
  remove_folder(root_, folder);
  for (const char* below : {"", "/policies", "/profiles"}) make_folder(root_, folder + below, 0700);
  for (const auto& [name, content] : folder_of(generation)) {
    place_file(root_, folder + "/" + name, {content, 0600});
  }
}

void Store::publish(int number) const {
  rename_folder(root_, in_home(staged), in_home(folder_name(number)));
}

void Store::discard(int number) const {
  remove_folder(root_, in_home(staged));
  if (number != 0) remove_folder(root_, in_home(folder_name(number)));
  if (numbers().empty()) remove_folder(root_, in_home("generations"));  // the first was not to be
}

void Store::select(int number) const {
  if (number == 0) {
    remove_file(root_, in_home("current"));
  } else {
    place_file(root_, in_home("current"), link_to(folder_name(number)));
  }
}

void Store::prune() const {
  const std::vector<int> all = numbers();
  const int selected = current_number();
  for (std::size_t i = 0; i + kept_generations < all.size(); ++i) {
    if (all[i] != selected) discard(all[i]);
  }
}

std::optional<Pending> Store::pending() const {
  const auto bytes = root_.read(in_home(pending_file));
  if (!bytes) return std::nullopt;
  return pending_from(*bytes);
}

bool Store::is_interrupted() const {
  return root_.status(in_home(pending_file)).has_value() || is_purge_planned();
}

void Store::write_pending(const Pending& pending) const {
  place_file(root_, in_home(pending_file), {bytes_of(pending), 0600});
}

void Store::clear_pending() const {
  remove_file(root_, in_home(pending_file));
}

std::vector<HistoryEntry> Store::history() const {
  return history_from(root_.read(in_home(history_file)).value_or(""));
}

void Store::add_history(const HistoryEntry& entry) const {
  std::vector<HistoryEntry> entries = history();
  entries.push_back(entry);
  std::string lines;
  for (std::size_t i = entries.size() - std::min(entries.size(), longest_history); i < entries.size(); ++i) {
    lines += line_of(entries[i]);
  }
  place_file(root_, in_home(history_file), {lines, 0600});
}

void Store::plan_purge() const {
  place_file(root_, in_home(purge_file), {"", 0600});
}

bool Store::is_purge_planned() const {
  return root_.status(in_home(purge_file)).has_value();
}

void Store::drop_planned_purge() const {
  remove_file(root_, in_home(purge_file));
}

void Store::empty() const {
  select(0);  // first: what is half gone shall not be taken for what is applied
  for (const std::string& name : root_.names_in(home)) {
    if (name != lock_file && name != purge_file) remove_any(root_, in_home(name));
  }
  drop_planned_purge();
}

void Store::purge(const Lock&) const {
  empty();
  // With its file the lock is gone: who waits for it makes a new one, and then the folder is that one's.
  remove_file(root_, in_home(lock_file));
  remove_empty_folder(root_, home);
}

}  // namespace aug
