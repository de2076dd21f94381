#include "system/user_mounts.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "core/host/mount_table.h"
#include "system/kernel_files.h"
#include "system/witness.h"

namespace aug {

std::optional<uid_t> user_of_mount(dev_t device, const Trust& trust) {
  if (major(device) != 0) return std::nullopt;  // a disk, which only root can mount
  static constexpr const char* mounts = "/proc/self/mountinfo";
  Witness::note(mounts);
  const auto owner = fuse_owner(read_kernel_file(mounts).value_or(""), 0, minor(device));
  if (!owner || *owner == 0 || (trust.caller && *owner == ::geteuid())) return std::nullopt;
  return owner;
}

std::optional<dev_t> device_of(const FileDescriptor& file) {
  struct statx found {};
  if (::statx(file.get(), "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_TYPE, &found) != 0) return std::nullopt;
  return ::makedev(found.stx_dev_major, found.stx_dev_minor);
}

}  // namespace aug
