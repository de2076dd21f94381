#include "system/user_mounts.h"

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

}  // namespace aug
