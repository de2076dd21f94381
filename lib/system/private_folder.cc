#include "system/private_folder.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

#include "core/text/paths.h"
#include "system/attempt.h"
#include "system/directory.h"
#include "system/errno_failure.h"
#include "system/root.h"
#include "system/user_mounts.h"

namespace aug {
namespace {

/// Not where the environment says: that may be somebody else's.
constexpr std::array parents = {"/run", "/tmp"};
constexpr std::string_view name_begin = "aa-userns-gen.";
constexpr std::string_view name_end = "XXXXXX";  // for mkdtemp(3)
/// As often in a row nobody takes for left what was just made.
constexpr int most_tries = 20;

FileDescriptor opened(const std::string& folder) {
  return FileDescriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

/// Not what is mounted there: in /tmp that may be a user's file system, which answers when that user likes. Nothing of
/// it is asked.
FileDescriptor opened_in(const FileDescriptor& parent, const std::string& name) {
  const FileDescriptor found(::openat(parent.get(), name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!found || !device_of(found) || device_of(found) != device_of(parent)) return {};
  return FileDescriptor(::openat(found.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

/// Whether the lock is ours from now on, and the folder still is where it was.
bool lock(const FileDescriptor& folder, const std::string& path) {
  struct stat held {};
  struct stat there {};
  return folder && ::flock(folder.get(), LOCK_EX | LOCK_NB) == 0 && ::fstat(folder.get(), &held) == 0 &&
         ::lstat(path.c_str(), &there) == 0 && held.st_dev == there.st_dev && held.st_ino == there.st_ino;
}

bool is_ours(const FileDescriptor& folder) {
  struct stat status {};
  return folder && ::fstat(folder.get(), &status) == 0 && status.st_uid == ::geteuid() &&
         (status.st_mode & 07777U) == 0700;
}

}  // namespace

PrivateFolder::PrivateFolder() {
  for (const char* parent : parents) {
    for (int tries = 0; tries < most_tries; ++tries) {
      path_ = std::string(parent) + "/" + std::string(name_begin) + std::string(name_end);
      if (::mkdtemp(path_.data()) == nullptr) break;  // with mode 0700
      lock_ = opened(path_);
      if (lock(lock_, path_)) return;
    }
  }
  fail_with_errno("make the folder", path_);
}

PrivateFolder::~PrivateFolder() {
  const FileDescriptor parent = opened(parent_of(path_));
  // What is left is harmless, and goes with the next change or boot.
  attempt([&] { remove_tree(parent, last_part_of(path_), path_); }, [](const Failure&) {});
}

void remove_left_folders_in(const std::string& parent) {
  const FileDescriptor folder = opened(parent);
  if (!folder) return;
  for (const std::string& name : attempt([&] { return names_of(opened(parent), parent, Root::most_names); })) {
    if (!name.starts_with(name_begin) || name.size() != name_begin.size() + name_end.size()) continue;
    const std::string path = parent + "/" + name;
    const FileDescriptor left = opened_in(folder, name);
    if (!is_ours(left) || !lock(left, path)) continue;
    attempt([&] { remove_tree(folder, name, path); }, [](const Failure&) {});
  }
}

void remove_left_folders() {
  for (const char* parent : parents) remove_left_folders_in(parent);
}

}  // namespace aug
