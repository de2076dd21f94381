#include "system/file_change.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "system/directory.h"
#include "system/errno_failure.h"
#include "system/file_io.h"

namespace aug {
namespace {

FileDescriptor folder_of(const Root& root, const std::string& path) {
  FileDescriptor folder = root.open(parent_of(path), O_RDONLY | O_DIRECTORY);
  if (!folder) fail_with_errno("open the folder", root.outside(parent_of(path)));
  return folder;
}

/// apparmor_parser, the Python tools and dpkg leave such names alone.
std::string temporary_for(const std::string& path) {
  return "." + last_part_of(path) + "~";
}

void remove_if_there(const FileDescriptor& folder, const std::string& name, const std::string& path) {
  // Asked first, since on a read-only file system unlinkat(2) fails for what is not there too.
  struct stat status {};
  if (::fstatat(folder.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT) return;
  if (::unlinkat(folder.get(), name.c_str(), 0) != 0 && errno != ENOENT) fail_with_errno("remove", path);
}

void write_file(const FileDescriptor& folder, const std::string& name, const FileState& file, const std::string& path) {
  constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  const FileDescriptor out(::openat(folder.get(), name.c_str(), flags, 0600));
  if (!out) fail_with_errno("create", path);
  write_all(out, file.content, path);
  if (geteuid() == 0 && ::fchown(out.get(), file.uid, file.gid) != 0) fail_with_errno("set the owner of", path);
  if (::fchmod(out.get(), file.mode) != 0) fail_with_errno("set the mode of", path);
  if (::fsync(out.get()) != 0) fail_with_errno("sync", path);
}

void write_link(const FileDescriptor& folder, const std::string& name, const FileState& file, const std::string& path) {
  if (::symlinkat(file.content.c_str(), folder.get(), name.c_str()) != 0) fail_with_errno("link", path);
  const bool is_root = geteuid() == 0;
  if (is_root && ::fchownat(folder.get(), name.c_str(), file.uid, file.gid, AT_SYMLINK_NOFOLLOW) != 0) {
    fail_with_errno("set the owner of", path);
  }
}

/// Who owns the folder above can put another in its place: what was just made is ours, and empty.
void require_just_made(const FileDescriptor& folder, const std::string& path) {
  struct stat status {};
  const bool is_ours = ::fstat(folder.get(), &status) == 0 && status.st_uid == ::geteuid();
  if (is_ours &&
      names_of(FileDescriptor(::openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)), path).empty()) {
    return;
  }
  throw Failure(ExitCode::failed, "changed-meanwhile"_id,
                aug::format("cannot make the folder {}: another was put in its place", path));
}

}  // namespace

void make_folder(const Root& root, const std::string& path, mode_t mode) {
  if (root.status(path)) return;
  make_folder(root, parent_of(path), 0755);
  const FileDescriptor parent = folder_of(root, path);
  const std::string name = last_part_of(path);
  if (::mkdirat(parent.get(), name.c_str(), mode) != 0) {
    if (errno == EEXIST) return;
    fail_with_errno("make the folder", root.outside(path));
  }
  // A umask may have taken from it; start_clean() sees to it that there is none that does, and no moment in between.
  const FileDescriptor folder(::openat(parent.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat status {};
  if (!folder || ::fstat(folder.get(), &status) != 0) fail_with_errno("open the folder", root.outside(path));
  const bool is_so = (status.st_mode & 07777U) == mode;
  if (!is_so) require_just_made(folder, root.outside(path));
  if (!is_so && ::fchmod(folder.get(), mode) != 0) fail_with_errno("set the mode of", root.outside(path));
  if (::fsync(parent.get()) != 0) fail_with_errno("sync the folder of", root.outside(path));
}

void place_file(const Root& root, const std::string& path, const FileState& file) {
  const FileDescriptor folder = folder_of(root, path);
  const std::string temporary = temporary_for(path);
  remove_if_there(folder, temporary, root.outside(path) + "~");
  try {
    if (file.is_link) {
      write_link(folder, temporary, file, root.outside(path));
    } else {
      write_file(folder, temporary, file, root.outside(path));
    }
    if (::renameat(folder.get(), temporary.c_str(), folder.get(), last_part_of(path).c_str()) != 0) {
      fail_with_errno("put in place", root.outside(path));
    }
  } catch (const Failure&) {
    ::unlinkat(folder.get(), temporary.c_str(), 0);
    throw;
  }
  if (::fsync(folder.get()) != 0) fail_with_errno("sync the folder of", root.outside(path));
}

void write_new_file(const Root& root, const std::string& path, const std::string& content) {
  const FileDescriptor out = root.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
  if (!out) fail_with_errno("create", root.outside(path));
  write_all(out, content, root.outside(path));
  if (::fsync(out.get()) != 0) fail_with_errno("sync", root.outside(path));
}

void sync_folder(const Root& root, const std::string& path) {
  const FileDescriptor folder = root.open(path, O_RDONLY | O_DIRECTORY);
  if (!folder || ::fsync(folder.get()) != 0) fail_with_errno("sync the folder", root.outside(path));
}

bool place_new_file(const Root& root, const std::string& path, const FileState& file) {
  const FileDescriptor folder = folder_of(root, path);
  const std::string temporary = temporary_for(path);
  remove_if_there(folder, temporary, root.outside(path) + "~");
  int error = 0;
  try {
    write_file(folder, temporary, file, root.outside(path));
    // Unlike renameat(2), it fails where there is something, be it a link that leads to nothing.
    if (::linkat(folder.get(), temporary.c_str(), folder.get(), last_part_of(path).c_str(), 0) != 0) error = errno;
  } catch (const Failure&) {
    ::unlinkat(folder.get(), temporary.c_str(), 0);
    throw;
  }
  remove_if_there(folder, temporary, root.outside(path) + "~");
  if (error == EEXIST) return false;
  errno = error;
  if (error != 0 || ::fsync(folder.get()) != 0) fail_with_errno("put in place", root.outside(path));
  return true;
}

void remove_leftover(const Root& root, const std::string& path) {
  const FileDescriptor folder = root.open(parent_of(path), O_RDONLY | O_DIRECTORY);
  if (folder) remove_if_there(folder, temporary_for(path), root.outside(path) + "~");
}

FileState link_to(const std::string& target) {
  return {target, 0777, 0, 0, true};
}

void rename_folder(const Root& root, const std::string& from, const std::string& to) {
  const FileDescriptor folder = folder_of(root, from);
  if (::renameat(folder.get(), last_part_of(from).c_str(), folder.get(), last_part_of(to).c_str()) != 0) {
    fail_with_errno("rename", root.outside(from));
  }
  if (::fsync(folder.get()) != 0) fail_with_errno("sync the folder of", root.outside(to));
}

void remove_file(const Root& root, const std::string& path) {
  const FileDescriptor folder = root.open(parent_of(path), O_RDONLY | O_DIRECTORY);
  if (!folder && errno == ENOENT) return;
  if (!folder) fail_with_errno("open the folder", root.outside(parent_of(path)));
  remove_if_there(folder, last_part_of(path), root.outside(path));
  remove_if_there(folder, temporary_for(path), root.outside(path) + "~");
  if (::fsync(folder.get()) != 0) fail_with_errno("sync the folder of", root.outside(path));
}

void remove_folder(const Root& root, const std::string& path) {
  const FileDescriptor parent = root.open(parent_of(path), O_RDONLY | O_DIRECTORY);
  if (!parent && errno == ENOENT) return;
  if (!parent) fail_with_errno("open the folder", root.outside(parent_of(path)));
  remove_tree(parent, last_part_of(path), root.outside(path));
  if (::fsync(parent.get()) != 0) fail_with_errno("sync the folder of", root.outside(path));
}

void remove_empty_folder(const Root& root, const std::string& path) {
  const FileDescriptor parent = folder_of(root, path);
  if (::unlinkat(parent.get(), last_part_of(path).c_str(), AT_REMOVEDIR) != 0) {
    for (const int error : {ENOTEMPTY, EEXIST, ENOENT, EBUSY, EROFS}) {
      if (errno == error) return;
    }
    fail_with_errno("remove the folder", root.outside(path));
  }
  if (::fsync(parent.get()) != 0) fail_with_errno("sync the folder of", root.outside(path));
}

}  // namespace aug
