#include "system/store.h"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>

#include "core/apparmor/our_files.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "system/errno_failure.h"
#include "system/file_change.h"
#include "system/file_io.h"
#include "system/ownership.h"

namespace aug {
namespace {

const std::string home_folder(state_folder);
// Within it:
constexpr const char* generations = "/generations";
constexpr const char* staged = "/generations/.new";
constexpr const char* current_link = "/current";
constexpr std::size_t kept_generations = 10;
// Of one generation, which is far smaller:
constexpr std::size_t most_entries = 10'000;
constexpr std::size_t most_bytes = 64U << 20U;

std::string folder_name(int number) {
  return aug::format("generations/{}", number);
}

/// 0 for what is no number of a generation.
int number_in(std::string_view name) {
  int number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  return error == std::errc() && end == name.data() + name.size() && number > 0 ? number : 0;
}

/// Reads the folder of a generation: its files, and those of the folders in it; no further, since it is no deeper.
class GenerationReader {
 public:
  GenerationReader(const Root& home, int number) : home_(home), top_("/" + folder_name(number)) {}

  Folder read() {
    find_own(home_, generations);
    read_folder(top_, "");
    return std::move(folder_);
  }

 private:
  void read_folder(const std::string& path, const std::string& prefix) {
    find_own(home_, path);
    for (const std::string& name : home_.names_in(path)) {
      if (++entries_ > most_entries) refuse(aug::format("{} files and folders", most_entries));
      const std::string below = path + "/" + name;
      const FileDescriptor file = find_own(home_, below);
      if (!file) continue;
      const mode_t mode = status_of(file).st_mode;
      if (S_ISLNK(mode)) continue;
      if (!S_ISDIR(mode)) {
        add(prefix + name, read_found(file, home_.outside(below)));
      } else if (prefix.empty()) {
        read_folder(below, name + "/");
      }
    }
  }

  void add(const std::string& name, std::string content) {
    if ((bytes_ += content.size()) > most_bytes) refuse(aug::format("{} MiB", most_bytes >> 20U));
    folder_[name] = std::move(content);
  }

  [[noreturn]] void refuse(const std::string& limit) const {
    throw Failure(ExitCode::failed, "too-large"_id,
                  aug::format("cannot read the generation {}: it has more than {}", home_.outside(top_), limit),
                  "this program did not write that: find out who did");
  }

  const Root& home_;
  std::string top_;
  Folder folder_;
  std::size_t entries_ = 0;
  std::size_t bytes_ = 0;
};

Folder folder_at(const Root& home, int number) {
  return GenerationReader(home, number).read();
}

}  // namespace

std::optional<Root> Store::home() const {
  OpenedSafely folder = open_safely(root_, home_folder, {.caller = true});
  if (folder.unsafe) {
    distrust(root_.outside(home_folder), {root_.outside(folder.unsafe->path), folder.unsafe->why});
  }
  if (!folder.file) return std::nullopt;
  return Root(std::move(folder.file), root_.outside(home_folder));
}

Root Store::require_home() const {
  if (auto folder = home()) return std::move(*folder);
  fail_with_errno("open the folder", root_.outside(home_folder));
}

bool Store::exists() const {
  return root_.is_folder(home_folder);
}

int Store::current_number() const {
  const auto folder = home();
  const auto link = folder ? folder->link_target(current_link) : std::nullopt;
  if (folder && !link && errno == EACCES) {
    throw Failure(ExitCode::unsupported, "needs-root"_id,
                  aug::format("cannot read {}: only root may", root_.outside(home_folder)),
                  "run this as root to see what is applied");
  }
  return link ? number_in(last_part_of(*link)) : 0;
}

NumberedGeneration Store::current() const {
  for (;;) {
    const int number = current_number();
    if (number == 0) return {};
    const auto folder = home();
    if (!folder) continue;
    const Folder content = folder_at(*folder, number);
    // Read without a lock: what is no longer the current one may be half gone, and so may the whole folder.
    if (current_number() == number) return {number, generation_from(content)};
  }
}

Generation Store::read(int number) const {
  return generation_from(folder_at(require_home(), number));
}

std::vector<int> Store::numbers() const {
  std::vector<int> numbers;
  const auto folder = home();
  if (!folder) return numbers;
  find_own(*folder, generations);
  for (const std::string& name : folder->names_in(generations)) {
    if (const int number = number_in(name); number != 0) numbers.push_back(number);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

int Store::next_number() const {
  const std::vector<int> all = numbers();
  return all.empty() ? 1 : all.back() + 1;
}

void Store::stage(const Generation& generation) const {
  const Root folder = require_home();
  remove_folder(folder, staged);
  make_folder(folder, generations, 0700);
  static constexpr std::array<const char*, 3> folders{"", "/policies", "/profiles"};
  for (const char* below : folders) make_folder(folder, std::string(staged) + below, 0700);
  for (const auto& [name, content] : folder_of(generation)) {
    write_new_file(folder, aug::format("{}/{}", staged, name), content);
  }
  for (const char* below : folders) sync_folder(folder, std::string(staged) + below);
}

void Store::publish(int number) const {
  rename_folder(require_home(), staged, "/" + folder_name(number));
}

void Store::discard(int number) const {
  const auto folder = home();
  if (!folder) return;
  remove_folder(*folder, staged);
  if (number != 0) remove_folder(*folder, "/" + folder_name(number));
  if (numbers().empty()) remove_folder(*folder, generations);  // the first was not to be
}

void Store::select(int number) const {
  const Root folder = require_home();
  if (number == 0) {
    remove_file(folder, current_link);
  } else {
    place_file(folder, current_link, link_to(folder_name(number)));
  }
}

void Store::prune() const {
  const std::vector<int> all = numbers();
  const int selected = current_number();
  for (std::size_t i = 0; i + kept_generations < all.size(); ++i) {
    if (all[i] != selected) discard(all[i]);
  }
}

}  // namespace aug
