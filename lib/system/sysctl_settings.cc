#include "system/sysctl_settings.h"

#include <algorithm>

#include "core/apparmor/our_files.h"
#include "core/host/sysctl_names.h"
#include "core/plan/profile_text.h"
#include "system/attempt.h"
#include "system/sysctl.h"

namespace aug {
namespace {

constexpr std::string_view names[] = {sysctl_name::namespace_limit,    sysctl_name::unprivileged_clone,
                                      sysctl_name::restriction,        sysctl_name::restriction_complains,
                                      sysctl_name::restriction_forced, sysctl_name::unconfined_restriction};

/// People's files have a few lines; those of an image tree may be anybody's.
constexpr std::size_t largest = 1U << 20U;
constexpr std::size_t most_bytes = 32U << 20U;

/// The content, or nullopt where there is none, it is not ours to read, or nobody's idea of settings.
std::optional<std::string> read_if_allowed(const Root& root, const std::string& path) {
  return attempt([&] { return root.read(path, largest); });
}

std::vector<TextFile> read_all(const Root& root, const std::vector<std::string>& paths) {
  std::vector<TextFile> files;
  std::size_t bytes = 0;
  for (const std::string& path : paths) {
    auto text = read_if_allowed(root, path);
    if (!text || bytes + text->size() > most_bytes) continue;
    bytes += text->size();
    files.push_back({path, std::move(*text)});
  }
  return files;
}

std::vector<TextFile> boot_files(const Root& root) {
  std::vector<FolderListing> folders;
  for (const char* folder : sysctl_folders) folders.push_back({folder, root.names_in(folder)});
  return read_all(root, sysctl_reading_order(folders));
}

/// ufw(8) sets what /etc/ufw/sysctl.conf says when it starts, after systemd-sysctl. Without that, sysctl(8) reads
/// /etc/sysctl.conf as the last of all files.
std::vector<TextFile> late_files(const Root& root) {
  std::vector<std::string> paths;
  if (!root.status("/usr/lib/systemd/systemd-sysctl")) paths.emplace_back("/etc/sysctl.conf");
  const auto ufw = read_if_allowed(root, "/etc/ufw/ufw.conf");
  if (ufw && ("\n" + *ufw).find("\nENABLED=yes") != std::string::npos) paths.emplace_back("/etc/ufw/sysctl.conf");
  return read_all(root, paths);
}

}  // namespace

std::vector<SysctlFacts> sysctl_settings(const Root& root, OurFiles ours) {
  std::vector<TextFile> boot = boot_files(root);
  if (ours == OurFiles::leave_out) {
    std::erase_if(boot, [](const TextFile& file) { return is_ours(file.text); });
  }
  const std::vector<TextFile> late = late_files(root);
  std::vector<SysctlFacts> settings;
  for (const std::string_view each : names) {
    const std::string name(each);
    settings.push_back({name, sysctl_value(root, name), last_setting(boot, name), last_setting(late, name)});
  }
  return settings;
}

}  // namespace aug
