#include <fmt/format.h>

#include <map>

#include "core/binary_case.h"

namespace aug {
namespace {

using Level = Check::Level;

Check check_of(const BadFile& file) {
  if (file.is_broken_link) {
    return {"broken-link", Level::warn, fmt::format("{} leads to nothing: apparmor.service fails for it", file.path),
            file.why, fmt::format("rm {}", shell_word(file.path))};
  }
  return {"bad-profile", Level::warn, fmt::format("{} cannot be compiled: apparmor.service fails for it", file.path),
          file.why,
          lines({"mkdir -p /etc/apparmor.d/disable",
                 fmt::format("ln -s {} /etc/apparmor.d/disable/", shell_word(file.path))})};
}

Check duplicate(const std::string& name, const std::vector<const ProfileFileFacts*>& files) {
  std::vector<std::string> paths;
  std::vector<std::string> commands;
  bool has_ours = false;
  for (const ProfileFileFacts* file : files) {
    paths.push_back(file->path);
    has_ours = has_ours || file->is_ours;
  }
  if (has_ours) {
    commands.emplace_back("aa-userns-gen reconcile");
  } else {
    commands.emplace_back("mkdir -p /etc/apparmor.d/disable");
    commands.push_back(fmt::format("ln -s {} /etc/apparmor.d/disable/", shell_word(paths.back())));
    commands.push_back(fmt::format("apparmor_parser --replace {}", shell_word(paths.front())));
  }
  return {"duplicate-profile", Level::warn,
          fmt::format("the profile '{}' is in several files: the one that is loaded last counts", name),
          fmt::format("{}", fmt::join(paths, ", ")), lines(commands)};
}

Checks duplicates(const DoctorFacts& facts) {
  std::map<std::string, std::vector<const ProfileFileFacts*>> files;
  for (const ProfileFileFacts& file : facts.files) {
    if (file.is_disabled) continue;
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
Check overrides(const char* folder, const std::vector<std::string>& names) {
  return {fmt::format("{}-links", folder), Level::info,
          fmt::format("/etc/apparmor.d/{} has links for {}", folder, fmt::join(names, ", ")), "", ""};
}

}  // namespace

Checks checks_on_profile_files(const DoctorFacts& facts) {
  Checks checks;
  for (const BadFile& file : facts.bad_files) checks.push_back(check_of(file));
  append(checks, duplicates(facts));
  std::vector<std::string> disabled;
  std::vector<std::string> complaining;
  for (const ProfileFileFacts& file : facts.files) {
    if (file.is_disabled) disabled.push_back(file_name(file.path));
    if (file.forces_complain) complaining.push_back(file_name(file.path));
  }
  if (!disabled.empty()) checks.push_back(overrides("disable", disabled));
  if (!complaining.empty()) checks.push_back(overrides("force-complain", complaining));
  if (checks.empty()) {
    checks.push_back({"profile-files", Level::ok,
                      fmt::format("the {} profile files of /etc/apparmor.d are in order", facts.files.size()), "", ""});
  }
  return checks;
}

}  // namespace aug
