#include "system/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <thread>
#include <utility>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/errno_failure.h"
#include "system/file_io.h"

namespace aug {

namespace {

/// As often as that in a row nobody removes the folder just after we made it: then it is the path that leads nowhere.
constexpr int most_tries = 20;

/// Whether the open file still is what its path names: its holder may have removed the whole state folder.
bool is_at(const std::optional<Root>& folder, const std::string& path, const struct stat& file) {
  const auto there = folder ? folder->status(path) : std::nullopt;
  return there && there->st_dev == file.st_dev && there->st_ino == file.st_ino;
}

struct OpenLock {
  FileDescriptor file;
  std::string name;  ///< for messages
};

/// The lock's file, in its folder: whoever had the lock before may have removed both, again and again.
OpenLock open_lock(const Lock::OpenFolder& open_folder, const std::string& path) {
  for (int tries = 0;; ++tries) {
    OpenLock lock{{}, path};
    if (const std::optional<Root> folder = open_folder()) {
      lock = {folder->open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0600), folder->outside(path)};
    }
    if (lock.file) return lock;
    if (errno != ENOENT || tries == most_tries) fail_with_errno("open the lock", lock.name);
  }
}

struct stat status_of(const OpenLock& lock) {
  struct stat status {};
  if (::fstat(lock.file.get(), &status) != 0) fail_with_errno("examine", lock.name);
  if (!S_ISREG(status.st_mode)) {
    throw Failure(ExitCode::failed, "wrong-kind-of-file"_id,
                  aug::format("cannot lock {}: it is no regular file", lock.name), "remove it");
  }
  return status;
}

/// The process that holds the lock, as it wrote it; "?" where nothing useful is written.
std::string holder_in(const FileDescriptor& file) {
  std::array<char, 16> digits{};
  const ssize_t size = ::pread(file.get(), digits.data(), digits.size() - 1, 0);
  const std::string_view text(digits.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  const bool is_number = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  return is_number ? std::string(text) : "?";
}

/// How long a command waits: for one holder, and in all.
class Patience {
 public:
  explicit Patience(std::chrono::seconds limit) : limit_(limit) {}

  /// Throws Failure(failed) at the end of it.
  void wait_for(const std::string& holder) {
    const Time now = std::chrono::steady_clock::now();
    if (holder != holder_) {
      holder_ = holder;
      since_ = now;
    }
    if (now - since_ >= limit_) {
      refuse(aug::format("process {} has been changing this host for {} s", holder, limit_.count()));
    }
    if (now - begun_ >= most_waiting * limit_) {
      refuse(aug::format("others have been changing this host for {} s", (most_waiting * limit_).count()));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }

 private:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr int most_waiting = 5;

  [[noreturn]] static void refuse(const std::string& why) {
    throw Failure(ExitCode::failed, "busy"_id, "cannot start: " + why,
                  "wait for it, or end it; a lock whose holder has ended is free");
  }

  std::chrono::seconds limit_;
  Time begun_ = std::chrono::steady_clock::now();
  Time since_ = begun_;
  std::string holder_;
};

}  // namespace

Lock::Lock(const OpenFolder& open_folder, const std::string& path, std::chrono::seconds limit,
           const std::function<void()>& on_wait) {
  bool waits = false;
  Patience patience(limit);
  OpenLock lock = open_lock(open_folder, path);
  struct stat status = status_of(lock);
  // Opened anew only when it was had: of fifty that wait, each look costs the one that works.
  for (;;) {
    if (::flock(lock.file.get(), LOCK_EX | LOCK_NB) == 0) {
      if (is_at(open_folder(), path, status)) break;
      lock = open_lock(open_folder, path);
      status = status_of(lock);
    } else if (errno == EWOULDBLOCK || errno == EINTR) {
      if (!std::exchange(waits, true)) on_wait();
      patience.wait_for(holder_in(lock.file));
    } else {
      fail_with_errno("lock", lock.name);
    }
  }
  if (::ftruncate(lock.file.get(), 0) != 0) fail_with_errno("write to the lock", lock.name);
  write_all(lock.file, aug::format("{}", ::getpid()), lock.name);
  file_ = std::move(lock.file);
}

}  // namespace aug
