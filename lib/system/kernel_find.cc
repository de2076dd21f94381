
#include <algorithm>
#include <filesystem>
#include <vector>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/kernel.h"
#include "system/kernel_files.h"

namespace aug {
namespace {

/// /proc/mounts writes a space as \040, and the like.
std::string without_escapes(std::string_view field) {
  std::string plain;
  for (std::size_t i = 0; i < field.size(); ++i) {
    const bool escape = field[i] == '\\' && i + 3 < field.size();
    plain += escape ? static_cast<char>((field[i + 1] - '0') * 64 + (field[i + 2] - '0') * 8 + (field[i + 3] - '0'))
                    : field[i];
    if (escape) i += 3;
  }
  return plain;
}

std::vector<std::string> mounts_of(std::string_view type) {
  std::vector<std::string> folders;
  for (const std::string& line : lines_of(read_kernel_file("/proc/mounts").value_or(""))) {
    const std::size_t folder = line.find(' ') + 1;
    const std::size_t folder_end = std::min(line.find(' ', folder), line.size());
    const std::string_view rest = std::string_view(line).substr(folder_end);
    if (rest.starts_with(aug::format(" {} ", type))) {
      folders.push_back(without_escapes(std::string_view(line).substr(folder, folder_end - folder)));
    }
  }
  return folders;
}

}  // namespace

std::optional<Kernel> Kernel::find() {
  if (!read_kernel_file("/sys/module/apparmor/parameters/enabled").value_or("N").starts_with('Y')) return std::nullopt;
  std::vector<std::string> candidates = mounts_of("securityfs");
  candidates.emplace_back("/sys/kernel/security");  // without /proc
  for (const std::string& securityfs : candidates) {
    std::error_code absent;
    if (std::filesystem::is_directory(securityfs + "/apparmor/features", absent))
      return Kernel(securityfs + "/apparmor");
  }
  throw Failure(ExitCode::unsupported, "securityfs-not-mounted"_id,
                "cannot reach the AppArmor of this kernel: securityfs is not mounted",
                "'mount -t securityfs securityfs /sys/kernel/security'; in a container, do this on its host instead");
}

}  // namespace aug
