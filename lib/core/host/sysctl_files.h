#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/text_file.h"

// What systemd-sysctl sets at boot, and from which file: sysctl.d(5).

namespace aug {

/// The folders of sysctl.d(5), the one that masks first.
inline constexpr const char* sysctl_folders[] = {"/etc/sysctl.d", "/run/sysctl.d", "/usr/local/lib/sysctl.d",
                                                 "/usr/lib/sysctl.d"};

struct FolderListing {
  std::string folder;
  std::vector<std::string> names;
};

/// The files that are read, in their order: by name, whatever the folder; of one name only that of the first folder.
std::vector<std::string> sysctl_reading_order(const std::vector<FolderListing>& folders);

/// A line that sets a value.
struct SysctlSource {
  std::string path;
  int line = 0;
  std::string value;

  friend bool operator==(const SysctlSource&, const SysctlSource&) = default;
};

/// The line that counts in the end for `name` ("kernel.x"); a pattern never overrules a line that names it.
std::optional<SysctlSource> last_setting(const std::vector<TextFile>& files, std::string_view name);

/// A setting of the kernel that decides on user namespaces.
struct SysctlFacts {
  std::string name;                  ///< "kernel.apparmor_restrict_unprivileged_userns"
  std::optional<std::string> now;    ///< nullopt: this kernel has no such setting, or does not show it to us
  std::optional<SysctlSource> boot;  ///< what systemd-sysctl sets; nullopt: nothing
  std::optional<SysctlSource> late;  ///< what a firewall sets after that (ufw), or sysctl(8) from /etc/sysctl.conf
  std::string policy = {};           ///< that has been applied and sets it, or ""
};

/// A path in /etc/sysctl.d that is read after `path`, for a line that sets `name` and shall overrule it.
std::string sysctl_file_after(std::string_view path, std::string_view name);

/// Where a file of ours goes to be read after all of `paths`, of which none is ours.
std::string our_sysctl_path(const std::vector<std::string>& paths);

}  // namespace aug
