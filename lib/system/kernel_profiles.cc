#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <filesystem>
#include <map>
#include <utility>
#include <vector>

#include "core/apparmor/compiled_policy.h"
#include "core/apparmor/label.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/file_descriptor.h"
#include "system/kernel.h"
#include "system/kernel_files.h"

namespace aug {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& what, int error) {
  throw Failure(ExitCode::unsupported, "kernel-unreadable"_id,
                aug::format("cannot read {}: {}", what, std::strerror(error)), std::string(mac_admin_hint));
}

std::vector<Label> listed(const std::string& apparmorfs) {
  const std::string file = apparmorfs + "/profiles";
  const std::optional<std::string> list = read_kernel_file(file);
  if (!list) fail(file, errno);
  std::vector<Label> labels;
  for (const std::string& line : lines_of(*list)) {
    Label label = label_from(line);
    // Those of namespaces below this one begin with their namespace: ":ns:name".
    if (!label.mode.empty() && !line.starts_with(':')) labels.push_back(std::move(label));
  }
  return labels;
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
    const std::optional<std::string> name = read_kernel_value(path + "/name");
    if (!name) continue;
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
void read_attachment(const ProfileFolder& folder, LoadedProfile& profile) {
  std::string attachment = read_kernel_value(folder.path + "/attach").value_or("<unknown>");
  if (attachment == "<unknown>") return;
  const bool own_name = folder.name == attachment || folder.name.ends_with("//" + attachment);
  profile.may_attach = !own_name || attachment.starts_with('/');
  if (profile.may_attach) profile.attachment = std::move(attachment);
}

/// The bytes of profiles, each write of a set read and taken apart once: all that came with it lead to the same file.
class WrittenSets {
 public:
  std::optional<std::string> bytes_of(const ProfileFolder& folder) {
    const std::string link = folder.path + "/raw_data";
    char target[PATH_MAX];
    const ssize_t length = ::readlink(link.c_str(), target, sizeof target);  // "../../raw_data/7/raw_data"
    const std::string file(target, length < 0 ? 0 : static_cast<std::size_t>(length));
    const auto [set, is_new] =
        sets_.try_emplace(file.empty() ? link : fs::path(file).parent_path().filename().string());
    if (is_new) set->second = read(link, folder.name);
    const auto found = set->second.find(folder.name);
    return found == set->second.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  using Set = std::map<std::string, std::string>;  ///< bytes by name

  static Set read(const std::string& file, const std::string& name) {
    const std::optional<std::string> written = read_kernel_file(file);
    if (!written && errno != ENOENT) fail("the kernel's copy of the profile " + name, errno);
    Set set;
    if (!written) return set;
    for (CompiledProfile& profile : split_compiled(*written)) set.emplace(profile.name, std::move(profile.bytes));
    return set;
  }

  std::map<std::string, Set> sets_;  ///< by what leads to them
};

}  // namespace

std::string Kernel::revision() const {
  // A second read of it would wait for the next change.
  const FileDescriptor file(::open((apparmorfs_ + "/revision").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  std::array<char, 32> number;
  const ssize_t size = file ? ::read(file.get(), number.data(), number.size()) : -1;
  return std::string(number.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
}

std::set<std::string> Kernel::profile_names() const {
  std::set<std::string> names;
  for (const Label& label : listed(apparmorfs_)) names.insert(label.name());
  return names;
}

LoadedProfiles Kernel::profiles() const {
  LoadedProfiles profiles;
  for (const Label& label : listed(apparmorfs_)) profiles[label.name()].mode = label.mode;
  for (const ProfileFolder& folder : profile_folders(apparmorfs_)) {
    const auto profile = profiles.find(folder.name);
    if (profile != profiles.end()) read_attachment(folder, profile->second);
  }
  return profiles;
}

LoadedProfiles Kernel::profiles_with_bytes(const std::set<std::string>& names) const {
  LoadedProfiles profiles;
  for (const Label& label : listed(apparmorfs_)) {
    if (names.contains(label.name())) profiles[label.name()].mode = label.mode;
  }
  if (profiles.empty()) return profiles;
  WrittenSets sets;
  for (const ProfileFolder& folder : profile_folders(apparmorfs_)) {
    const auto profile = profiles.find(folder.name);
    if (profile != profiles.end()) profile->second.bytes = sets.bytes_of(folder);
  }
  return profiles;
}

}  // namespace aug
