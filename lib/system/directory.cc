#include "system/directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/errno_failure.h"

namespace aug {
std::vector<std::string> names_of(FileDescriptor folder, const std::string& path, std::size_t most) {
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(folder.get()), ::closedir);
  if (!stream) fail_with_errno("read the folder", path);
  folder.release();  // the stream owns it now
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(stream.get())) {  // NOLINT(concurrency-mt-unsafe): a stream of our own
    const std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    names.push_back(name);
    if (names.size() > most)
      throw Failure(ExitCode::failed, "too-large"_id,
                    aug::format("cannot read the folder {}: it has more than {} names", path, most));
  }
  if (errno != 0) fail_with_errno("read the folder", path);
  std::sort(names.begin(), names.end());
  return names;
}

void remove_tree(const FileDescriptor& parent, const std::string& name, const std::string& path) {
  constexpr int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
  const FileDescriptor folder(::openat(parent.get(), name.c_str(), flags));
  if (!folder) {
    if (errno == ENOENT) return;
    fail_with_errno("open the folder", path);
  }
  for (const std::string& each : names_of(FileDescriptor(::openat(folder.get(), ".", flags)), path)) {
    struct stat status {};
    if (::fstatat(folder.get(), each.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
      fail_with_errno("examine", path + "/" + each);
    if (S_ISDIR(status.st_mode)) {
      remove_tree(folder, each, path + "/" + each);
    } else if (::unlinkat(folder.get(), each.c_str(), 0) != 0) {
      fail_with_errno("remove", path + "/" + each);
    }
  }
  // A folder that something is mounted on stays, empty; the kernel asks first whether what is around it can be written
  // to.
  if (::unlinkat(parent.get(), name.c_str(), AT_REMOVEDIR) != 0 && errno != EBUSY && errno != EROFS) {
    fail_with_errno("remove the folder", path);
  }
}

}  // namespace aug
