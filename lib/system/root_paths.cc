#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <climits>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "system/errno_failure.h"
#include "system/errors_of_others.h"
#include "system/path_walk.h"
#include "system/root.h"
#include "system/witness.h"

// What a path leads to. The walk is asked where links of others led the kernel, and so it is not for root.cc.

namespace aug {

std::optional<struct stat> Root::status(const std::string& path) const {
  struct stat status {};
  if (is_host_) {  // nothing leads out of it, and hundreds of programs are asked for
    Witness::note(path);
    if (::fstatat(handle_.get(), path.c_str(), &status, AT_NO_AUTOMOUNT) == 0) return status;
  } else {
    const FileDescriptor file = open(path, O_PATH);
    if (file && ::fstat(file.get(), &status) == 0) return status;
  }
  require_an_answer_of_roots(*this, "examine", path);
  return std::nullopt;
}

bool Root::is_folder(const std::string& path) const {
  const auto found = status(path);
  return found && S_ISDIR(found->st_mode);
}

std::string Root::real_path(const std::string& path) const {
  if (path == "/") return path;
  const FileDescriptor file = open(path, O_PATH);
  if (!file) {
    require_an_answer_of_roots(*this, "resolve", path);
    const std::string parent = real_path(parent_of(path));
    return (parent == "/" ? "" : parent) + "/" + last_part_of(path);
  }
  char target[PATH_MAX];
  const std::string link = aug::format("/proc/self/fd/{}", file.get());
  const ssize_t length = ::readlink(link.c_str(), target, sizeof target);
  // A user's links lead deeper than the kernel has words for.
  if (length < 0 && errno == ENAMETOOLONG) return open_safely(*this, path, {}).real_path;
  if (length < 0) fail_with_errno("resolve", outside(path));
  std::string real(target, static_cast<std::size_t>(length));
  if (path_ == "/") return real;
  if (real == path_) return "/";
  if (!real.starts_with(path_ + "/")) {
    throw Failure(ExitCode::failed, "changed-meanwhile"_id,
                  aug::format("cannot resolve {}: {} was moved meanwhile", outside(path), path_));
  }
  return real.substr(path_.size());
}

}  // namespace aug
