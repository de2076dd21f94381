#include "system/root.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sched.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>

#include "core/apparmor/path_pattern.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "system/attempt.h"
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

bool is_link(const Root& root, const std::string& path) {
  const FileDescriptor file = root.open(path, O_PATH | O_NOFOLLOW);
  struct stat status {};
  return file && ::fstat(file.get(), &status) == 0 && S_ISLNK(status.st_mode);
}

/// The names in a folder that match one component, as AppArmor reads it; none where the folder cannot be read. No
/// links, where there are wildcards: the kernel matches what a path leads to, and links to "." would multiply. Not
/// glob(3), which follows symlinks out of the tree and takes "." and ".." for names, and goes through all that stars
/// and alternatives may stand for.
std::vector<std::string> names_matching(const Root& root, const std::string& folder, const std::string& component,
                                        std::size_t& names_left) {
  if (component.find_first_of("*?[{") == std::string::npos) {
    const std::string path = folder + "/" + component;
    if (root.open(path, O_PATH | O_NOFOLLOW)) return {component};
    require_an_answer("examine", root.outside(path));
    return {};
  }
  FileDescriptor handle = root.open(folder + "/", O_RDONLY | O_DIRECTORY);
  if (!handle) {
    require_an_answer("open the folder", root.outside(folder));
    return {};
  }
  // A user's folder may be on the way: with more names than that it has none, and stops nothing.
  std::vector<std::string> names =
      attempt([&] { return names_of(std::move(handle), root.outside(folder), names_left); },
              [&](const Failure&) {
                names_left /= 2;  // it took that many to find out; many such folders come to an end
                return std::vector<std::string>{};
              });
  names_left -= std::min(names_left, names.size());
  const std::vector<std::string> patterns{"/" + component};
  const auto wanted = PathPattern::of(patterns);
  std::erase_if(names, [&](const std::string& name) {
    return !wanted || !wanted->matches("/" + name) || is_link(root, folder + "/" + name);
  });
  return names;
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

std::optional<struct stat> Root::status(const std::string& path) const {
  struct stat status {};
  if (is_host_) {  // nothing leads out of it, and hundreds of programs are asked for
    Witness::note(path);
    if (::fstatat(handle_.get(), path.c_str(), &status, AT_NO_AUTOMOUNT) == 0) return status;
  } else {
    const FileDescriptor file = open(path, O_PATH);
    if (file && ::fstat(file.get(), &status) == 0) return status;
  }
  require_an_answer("examine", outside(path));
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
    require_an_answer("resolve", outside(path));
    const std::string parent = real_path(parent_of(path));
    return (parent == "/" ? "" : parent) + "/" + last_part_of(path);
  }
  char target[PATH_MAX];
  const std::string link = aug::format("/proc/self/fd/{}", file.get());
  const ssize_t length = ::readlink(link.c_str(), target, sizeof target);
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

std::vector<std::string> Root::matching(const std::string& pattern) const {
  std::vector<std::string> found{""};
  std::size_t names_left = most_names;  // many folders of a user's can all lead to one with many names
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t end = std::min(pattern.find('/', at + 1), pattern.size());
    const std::string component = pattern.substr(at + 1, end - at - 1);
    std::vector<std::string> longer;
    for (const std::string& folder : found) {
      for (const std::string& name : names_matching(*this, folder, component, names_left)) {
        longer.push_back(folder + "/" + name);
      }
      if (longer.size() > most_names || names_left == 0) return {};  // as for one folder
    }
    found = std::move(longer);
    at = end;
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace aug
