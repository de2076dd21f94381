#include "system/lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <cerrno>
#include <thread>

#include "core/failure.h"
#include "system/errno_failure.h"
#include "system/file_io.h"

namespace aug {

Lock::Lock(const Root& root, const std::string& path, std::chrono::seconds limit)
    : file_(root.open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0600)) {
  if (!file_) fail_with_errno("open the lock", root.outside(path));
  const auto give_up = std::chrono::steady_clock::now() + limit;
  while (::flock(file_.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) fail_with_errno("lock", root.outside(path));
    if (std::chrono::steady_clock::now() >= give_up) {
      throw Failure(ExitCode::failed,
                    fmt::format("cannot start: process {} has been changing this host for {} s",
                                root.read(path).value_or("?"), limit.count()),
                    "wait for it, or end it; a lock whose holder has ended is free");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  if (::ftruncate(file_.get(), 0) != 0) fail_with_errno("write to the lock", root.outside(path));
  write_all(file_, fmt::format("{}", ::getpid()), root.outside(path));
}

}  // namespace aug
