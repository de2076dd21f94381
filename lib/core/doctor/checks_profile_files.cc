#include <map>

#include "core/doctor/checks.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "core/text/paths.h"

namespace aug {
namespace {

using Level = Check::Level;

Check duplicate(const std::string& name, const std::vector<const ProfileFileFacts*>& files) {
  std::vector<std::string> paths;
  Remedy remedy;
  bool has_ours = false;
  for (const ProfileFileFacts* file : files) {
    paths.push_back(file->path);
    has_ours = has_ours || file->is_ours;
  }
  if (has_ours) {
    remedy.emplace_back(own_command({"reconcile"}));
  } else {
    remedy = disable_remedy(paths.back());
    remedy.emplace_back(replace_remedy(paths.front()));
  }
  return {"duplicate-profile"_id, Level::warn,
          aug::format("the profile '{}' is in several files: the one that is loaded last counts", name),
          aug::format("{}", fmt::join(paths, ", ")), remedy};
}

Checks duplicates(const DoctorFacts& facts) {
  std::map<std::string, std::vector<const ProfileFileFacts*>> files;
  for (const ProfileFileFacts& file : facts.profiles.files) {
    if (file.is_disabled || bad_file(facts, file.path) != nullptr) continue;
    for (const ScannedProfile& profile : file.profiles) {
      std::vector<const ProfileFileFacts*>& those = files[full_name(profile)];
      if (!profile.is_child && (those.empty() || those.back() != &file)) those.push_back(&file);
    }
  }
  Checks checks;
  for (const auto& [name, those] : files) {
    if (those.size() > 1) checks.push_back(duplicate(name, those));
  }
  return checks;
}

/// Links that an administrator made; they are no mistake by themselves.
Check overrides(FindingId id, const char* folder, const std::vector<std::string>& names) {
  return {id, Level::info, aug::format("/etc/apparmor.d/{} has links for {}", folder, fmt::join(names, ", ")), ""};
}

}  // namespace

Checks checks_on_profile_files(const DoctorFacts& facts) {
  Checks checks;
  append(checks, duplicates(facts));
  std::vector<std::string> disabled;
  std::vector<std::string> complaining;
  for (const ProfileFileFacts& file : facts.profiles.files) {
    if (file.is_disabled) disabled.push_back(last_part_of(file.path));
    if (file.forces_complain) complaining.push_back(last_part_of(file.path));
  }
  if (!disabled.empty()) checks.push_back(overrides("disable-links"_id, "disable", disabled));
  if (!complaining.empty()) checks.push_back(overrides("force-complain-links"_id, "force-complain", complaining));
  if (checks.empty() && facts.profiles.bad_files.empty()) {
    checks.push_back({"profile-files"_id, Level::ok,
                      aug::format("the {} profile files of /etc/apparmor.d are in order", facts.profiles.files.size()),
                      ""});
  }
  return checks;
}

}  // namespace aug
