
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include "core/apparmor/label.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/kernel.h"
#include "system/kernel_files.h"

namespace aug {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& what, int error) {
  throw Failure(ExitCode::unsupported, aug::format("cannot read {}: {}", what, std::strerror(error)),
                std::string(mac_admin_hint));
}

/// One folder of policy/profiles and what is below it.
struct ProfileFolder {
  std::string name;
  std::string path;
};

/// A folder is called after a mangled name and a number, so only its file `name` tells whose it is. A child's has the
/// last part of the name alone (kernel: security/apparmor/apparmorfs.c, __aafs_profile_mkdir).
void collect_profile_folders(const std::string& folder, const std::string& parent, std::vector<ProfileFolder>& found) {
  std::error_code absent;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, absent)) {
    const std::string path = entry.path().string();
    std::optional<std::string> name = read_kernel_file(path + "/name");
    if (!name) continue;
    while (name->ends_with('\n')) name->pop_back();
    const bool is_whole = parent.empty() || name->starts_with(parent + "//");
    const std::string full = is_whole ? *name : parent + "//" + *name;
    found.push_back({full, path});
    collect_profile_folders(path + "/profiles", full, found);
  }
}

std::vector<ProfileFolder> profile_folders(const std::string& apparmorfs) {
  std::vector<ProfileFolder> found;
  collect_profile_folders(apparmorfs + "/policy/profiles", "", found);
  return found;
}

/// The kernel writes "<unknown>" where it has only the compiled pattern, and the profile's own name where there is no
/// pattern; that one is an attachment only if it is a path.
std::string attachment_in(const ProfileFolder& folder) {
  std::string attachment = read_kernel_file(folder.path + "/attach").value_or("");
  while (attachment.ends_with('\n')) attachment.pop_back();
  const bool own_name = folder.name == attachment || folder.name.ends_with("//" + attachment);
  return attachment == "<unknown>" || (own_name && !attachment.starts_with('/')) ? "" : attachment;
}

}  // namespace

LoadedProfiles Kernel::profiles() const {
  const std::string file = apparmorfs_ + "/profiles";
  const std::optional<std::string> list = read_kernel_file(file);
  if (!list) fail(file, errno);
  LoadedProfiles profiles;
  for (const std::string& line : lines_of(*list)) {
    const Label label = label_from(line);
    // Those of namespaces below this one begin with their namespace: ":ns:name".
    if (label.mode.empty() || line.starts_with(':')) continue;
    profiles[label.name()].mode = label.mode;
  }
  for (const ProfileFolder& folder : profile_folders(apparmorfs_)) {
    const auto profile = profiles.find(folder.name);
    if (profile == profiles.end()) continue;
    profile->second.attachment = attachment_in(folder);
  }
  return profiles;
}

std::optional<std::string> Kernel::raw_data(const std::string& name) const {
  for (const ProfileFolder& folder : profile_folders(apparmorfs_)) {
    if (folder.name != name) continue;
    std::optional<std::string> bytes = read_kernel_file(folder.path + "/raw_data");
    if (!bytes && errno != ENOENT) fail("the kernel's copy of the profile " + name, errno);
    return bytes;
  }
  return std::nullopt;
}

}  // namespace aug
