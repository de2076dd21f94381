#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

struct SysctlFile {
  std::string path;
  std::string text;
};

/// A line that sets a value.
struct SysctlSource {
  std::string path;
  int line = 0;
  std::string value;

  friend bool operator==(const SysctlSource&, const SysctlSource&) = default;
};

/// The line that counts in the end for `name` ("kernel.x"); a pattern never overrules a line that names it.
std::optional<SysctlSource> last_setting(const std::vector<SysctlFile>& files, std::string_view name);

/// A path in /etc/sysctl.d that is read after `path`, for a line that sets `name` and shall overrule it.
std::string sysctl_file_after(std::string_view path, std::string_view name);

}  // namespace aug
