#include "system/profile_copy.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <vector>

#include "core/apparmor/confined_includes.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "core/text/paths.h"
#include "system/attempt.h"
#include "system/errno_failure.h"
#include "system/file_io.h"
#include "system/profile_files.h"

namespace aug {
namespace {

constexpr std::size_t largest_profile = 4U << 20U;
constexpr std::size_t largest_copy = 64U << 20U;
constexpr std::size_t most_entries = 10'000;
constexpr std::size_t deepest = 8;

using Status = struct stat;

class Copier {
 public:
  Copier(const Root& tree, const std::string& root) : tree_(tree), root_(root) {}

  void copy_all(const FileDescriptor& to) {
    copy_folder(profile_folder, tree_.status(profile_folder).value_or(Status{}), made_way(profile_folder, to));
    while (!wanted_.empty()) {
      const std::string path = std::move(wanted_.back());
      wanted_.pop_back();
      // Whatever a path looks like, or lies on, it stops nothing: the parser says what it did not find.
      attempt([&] { copy_included(path, to); }, [](const Failure&) {});
    }
  }

 private:
  void copy_folder(const std::string& from, const Status& status, const FileDescriptor& to) {
    open_.push_back(status);
    for (const std::string& name : tree_.names_in(from)) copy(from + "/" + name, name, to);
    open_.pop_back();
  }

  void copy(const std::string& from, const std::string& name, const FileDescriptor& to) {
    if (++entries_ > most_entries) refuse(from, aug::format("{} files and folders", most_entries));
    const auto status = tree_.status(from);
    if (!status) return;  // a link to nothing
    if (S_ISDIR(status->st_mode) && open_.size() <= deepest && !is_open(*status)) {
      copy_folder(from, *status, made_folder(name, to));
    } else if (S_ISREG(status->st_mode) && static_cast<std::size_t>(status->st_size) <= largest_profile) {
      copy_file(from, name, to);
    }
  }

  /// Of a folder the parser includes the files that are in it, and no others.
  void copy_included(const std::string& path, const FileDescriptor& to) {
    if (path.starts_with(aug::format("{}/", profile_folder)) || !known_.insert(path).second) return;
    if (++entries_ > most_entries) refuse(path, aug::format("{} files and folders", most_entries));
    const auto status = tree_.status(path);
    if (status && S_ISREG(status->st_mode)) copy(path, last_part_of(path), made_way(parent_of(path), to));
    if (!status || !S_ISDIR(status->st_mode)) return;
    const FileDescriptor folder = made_way(path, to);
    for (const std::string& name : tree_.names_in(path)) {
      const auto inner = tree_.status(path + "/" + name);
      if (inner && S_ISREG(inner->st_mode)) copy(path + "/" + name, name, folder);
    }
  }

  /// Whether it is a folder that is being copied: a link leads back to it.
  bool is_open(const Status& status) const {
    return std::ranges::any_of(
        open_, [&](const Status& each) { return each.st_dev == status.st_dev && each.st_ino == status.st_ino; });
  }

  [[noreturn]] void refuse(const std::string& at, const std::string& limit) const {
    throw Failure(ExitCode::failed, "too-large"_id,
                  aug::format("cannot copy {}: it has more than {}", tree_.outside(profile_folder), limit),
                  aug::format("the copy went as far as {}: look there for what is no profile, or for links to folders",
                              tree_.outside(at)));
  }

  static FileDescriptor made_way(const std::string& path, const FileDescriptor& to) {
    if (path == "/") return made_folder(".", to);
    const FileDescriptor above = made_way(parent_of(path), to);
    return made_folder(last_part_of(path), above);
  }

  static FileDescriptor made_folder(const std::string& name, const FileDescriptor& to) {
    if (::mkdirat(to.get(), name.c_str(), 0700) != 0 && errno != EEXIST)
      fail_with_errno("make a copy of the folder", name);
    FileDescriptor folder(::openat(to.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder) fail_with_errno("make a copy of the folder", name);
    return folder;
  }

  void copy_file(const std::string& from, const std::string& name, const FileDescriptor& to) {
    const auto text = attempt([&] { return tree_.read(from, largest_profile); });
    if (!text) return;
    const ConfinedText confined = confined_to(root_, *text);
    append(wanted_, confined.paths);
    if ((size_ += confined.text.size()) > largest_copy) refuse(from, aug::format("{} MiB", largest_copy >> 20U));
    const FileDescriptor file(
        ::openat(to.get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file) fail_with_errno("make a copy of", from);
    write_all(file, confined.text, from);
  }

  const Root& tree_;
  const std::string& root_;          ///< of the copy
  std::vector<std::string> wanted_;  ///< absolute paths that includes name
  std::set<std::string> known_;
  std::vector<Status> open_;  ///< the folders on the way to what is copied now
  std::size_t entries_ = 0;
  std::size_t size_ = 0;
};

}  // namespace

ProfileCopy::ProfileCopy(const Root& tree) {
  const FileDescriptor folder(::open(root().c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder) fail_with_errno("open the folder", root());
  Copier(tree, root()).copy_all(folder);
}

std::string ProfileCopy::path() const {
  return root() + profile_folder;
}

}  // namespace aug
