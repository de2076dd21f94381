#include "system/root.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sched.h>
#include <sys/syscall.h>

#include <cerrno>
#include <climits>
#include <cstdlib>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/directory.h"
#include "system/errno_failure.h"
#include "system/file_io.h"
#include "system/witness.h"

namespace aug {
namespace {

constexpr int most_tries = 10'000;  // of each, a user who renames all the time spoils one in twenty

/// Without root nothing can be given to root: what the caller owns then stands for what root would own, as under
/// fakeroot.
uid_t as_owner(uid_t uid) {
  return uid != 0 && uid == geteuid() ? 0 : uid;
}
gid_t as_group(gid_t gid) {
  return gid != 0 && gid == getegid() && geteuid() != 0 ? 0 : gid;
}

std::string target_of(const FileDescriptor& link, const std::string& path) {
  char target[PATH_MAX];
  const ssize_t length = ::readlinkat(link.get(), "", target, sizeof target);
  // What readlink(2) says of another file by its handle.
  if (length < 0 && errno == ENOENT) {
    throw Failure(ExitCode::failed, "changed-meanwhile"_id,
                  aug::format("cannot read the link {}: it is another kind of file", path));
  }
  if (length < 0) fail_with_errno("read the link", path);
  return {target, static_cast<std::size_t>(length)};
}

}  // namespace

Root::Root() : Root("/") {
  is_host_ = true;
}

Root::Root(const std::string& path) {
  char resolved[PATH_MAX];
  if (::realpath(path.c_str(), resolved) == nullptr) fail_with_errno("open the root folder", path);
  path_ = resolved;
  handle_ = FileDescriptor(::open(path_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!handle_) fail_with_errno("open the root folder", path);
}

std::string Root::outside(const std::string& path) const {
  return path_ == "/" ? path : path_ + path;
}

FileDescriptor Root::open(const std::string& path, int flags, mode_t mode) const {
  if ((flags & (O_WRONLY | O_RDWR)) == 0) Witness::note(outside(path));
  open_how how{};
  how.flags = static_cast<unsigned>(flags | O_CLOEXEC);
  how.mode = mode;
  how.resolve = RESOLVE_NO_MAGICLINKS;
  if (!is_host_) how.resolve |= RESOLVE_IN_ROOT;  // of the host, nothing leads out
  for (int tries = 1;; ++tries) {
    const long file = ::syscall(SYS_openat2, handle_.get(), path.c_str(), &how, sizeof how);
    // The kernel cannot vouch for a ".." while anybody renames anything, on the whole system.
    if (file >= 0 || errno != EAGAIN || tries == most_tries) return FileDescriptor(static_cast<int>(file));
    ::sched_yield();
  }
}

std::optional<std::string> Root::read(const std::string& path, std::size_t largest) const {
  const FileDescriptor found = find(path);
  return found ? std::optional(read_found(found, outside(path), largest)) : std::nullopt;
}

FileDescriptor Root::open_regular(const std::string& path) const {
  const FileDescriptor found = find(path);
  return found ? aug::open_regular(found, outside(path)) : FileDescriptor();
}

/// A handle, by O_PATH; an invalid one where nothing is there.
FileDescriptor Root::find(const std::string& path) const {
  FileDescriptor found = open(path, O_PATH);
  if (!found && errno != ENOENT && errno != ENOTDIR) fail_with_errno("open", outside(path));
  return found;
}

std::optional<FileState> Root::read_state(const std::string& path) const {
  const FileDescriptor handle = open(path, O_PATH | O_NOFOLLOW);
  if (!handle && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  struct stat status {};
  if (!handle || ::fstat(handle.get(), &status) != 0) fail_with_errno("examine", outside(path));
  FileState state{"", status.st_mode & 07777U, as_owner(status.st_uid), as_group(status.st_gid),
                  S_ISLNK(status.st_mode)};
  state.content = state.is_link ? target_of(handle, outside(path)) : read_found(handle, outside(path));
  return state;
}

std::vector<std::string> Root::names_in(const std::string& folder) const {
  FileDescriptor handle = open(folder, O_RDONLY | O_DIRECTORY);
  if (!handle && (errno == ENOENT || errno == ENOTDIR)) return {};
  if (!handle) fail_with_errno("open the folder", outside(folder));
  return names_of(std::move(handle), outside(folder), most_names);
}

std::optional<std::string> Root::link_target(const std::string& path) const {
  const FileDescriptor link = open(path, O_PATH | O_NOFOLLOW);
  if (!link) {
    require_an_answer("examine", outside(path));
    return std::nullopt;
  }
  return target_of(link, outside(path));
}

}  // namespace aug
