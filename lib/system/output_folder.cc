#include "system/output_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "core/text/paths.h"
#include "system/errno_failure.h"
#include "system/file_change.h"
#include "system/ownership.h"

namespace aug {

std::optional<Root> output_folder(const std::string& path) {
  if (path.empty()) return std::nullopt;
  const Root host;
  const FileDescriptor found =
      ::geteuid() == 0 ? open_unmisled(host, path, {.caller = true, .sticky_folders = true}) : host.open(path, O_PATH);
  FileDescriptor folder(found ? ::openat(found.get(), ".", O_PATH | O_DIRECTORY | O_CLOEXEC) : -1);
  if (folder) return Root(std::move(folder), path);
  if (errno != ENOENT && errno != ENOTDIR) fail_with_errno("open the folder", path);
  return std::nullopt;
}

Root made_output_folder(const std::string& path) {
  if (auto folder = output_folder(path)) return std::move(*folder);
  const std::string name = "/" + last_part_of(path);
  if (name == "/" || name == "/..") fail_with_errno("open the folder", path);
  const Root above = made_output_folder(parent_of(path));
  make_folder(above, name, 0755);
  FileDescriptor folder = above.open(name, O_PATH | O_DIRECTORY | O_NOFOLLOW);
  if (!folder) fail_with_errno("open the folder", path);
  return {std::move(folder), path};
}

}  // namespace aug
