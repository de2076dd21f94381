#include "system/lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <thread>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "system/errno_failure.h"
#include "system/file_change.h"
#include "system/file_io.h"

namespace aug {

namespace {

/// As often as that in a row nobody removes the folder just after we made it: then it is the path that leads nowhere.
constexpr int most_tries = 20;

/// Whether the open file still is what its path names: its holder may have removed the whole state folder.
bool is_at(const Root& root, const std::string& path, const FileDescriptor& file) {
  struct stat status {};
  const auto there = root.status(path);
  return there && ::fstat(file.get(), &status) == 0 && there->st_dev == status.st_dev && there->st_ino == status.st_ino;
}

/// The lock's file, in its folder: whoever had the lock before may have removed both, again and again.
FileDescriptor open_lock(const Root& root, const std::string& path) {
  for (int tries = 0; tries < most_tries; ++tries) {
    make_folder(root, parent_of(path), 0700);
    FileDescriptor file = root.open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0600);
    if (file) return file;
    if (errno != ENOENT) break;
  }
  fail_with_errno("open the lock", root.outside(path));
}

}  // namespace

Lock::Lock(const Root& root, const std::string& path, std::chrono::seconds limit) {
  std::string holder;
  auto since = std::chrono::steady_clock::now();
  for (;;) {
    file_ = open_lock(root, path);
    if (::flock(file_.get(), LOCK_EX | LOCK_NB) == 0) {
      if (is_at(root, path, file_)) break;
      continue;
    }
    if (errno != EWOULDBLOCK && errno != EINTR) fail_with_errno("lock", root.outside(path));
    const auto now = std::chrono::steady_clock::now();
    if (std::string current = root.read(path).value_or("?"); current != holder) {
      holder = std::move(current);
      since = now;
    }
    if (now - since >= limit) {
      throw Failure(ExitCode::failed,
                    aug::format("cannot start: process {} has been changing this host for {} s", holder, limit.count()),
                    "wait for it, or end it; a lock whose holder has ended is free");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  if (::ftruncate(file_.get(), 0) != 0) fail_with_errno("write to the lock", root.outside(path));
  write_all(file_, aug::format("{}", ::getpid()), root.outside(path));
}

}  // namespace aug
