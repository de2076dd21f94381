#include "core/removal.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/planned_profiles.h"

namespace aug {
namespace {

bool is_in_profile(const PlannedBinary& binary) {
  return binary.in_profile && binary.state != BinaryState::granted_by_other && binary.state != BinaryState::not_needed;
}

/// The profiles that serve these binaries, with those of what they run.
std::set<std::string> profiles_of(const std::vector<PlannedBinary>& binaries) {
  std::set<std::string> names;
  for (const PlannedBinary& binary : binaries) {
    if (!is_in_profile(binary)) continue;
    names.insert(binary.profile);
    names.insert(fmt::format("{}{}", child_prefix, binary.profile));
    names.insert(fmt::format("{}{}", helper_prefix, binary.profile));
  }
  return names;
}

/// Where the kernel settings are; "" where there are none.
std::string sysctl_path_in(const Generation& generation) {
  for (const auto& [path, text] : generation.drop_ins) {
    if (!manager_of(path)) return path;
  }
  return "";
}

/// Whether the profile of a binary that goes is one of those that stay, and would lose a path or helpers.
bool would_shrink(const PlannedBinary& gone, const Generation& left, const std::set<std::string>& profiles) {
  if (!is_in_profile(gone) || !profiles.contains(gone.profile)) return false;
  const std::string helper = fmt::format("{}{}", helper_prefix, gone.profile);
  const bool has_helpers =
      std::any_of(left.files.begin(), left.files.end(), [&](const ProfileFile& file) { return file.name == helper; });
  return has_helpers || std::none_of(left.binaries.begin(), left.binaries.end(), [&](const PlannedBinary& binary) {
           return is_in_profile(binary) && binary.profile == gone.profile && binary.real_path == gone.real_path;
         });
}

}  // namespace

std::optional<Generation> without_policies(const Generation& generation, const std::vector<std::string>& names) {
  const auto goes = [&](const std::string& policy) {
    return std::find(names.begin(), names.end(), policy) != names.end();
  };
  Generation left = generation;
  std::erase_if(left.policies, [&](const AppliedPolicy& policy) { return goes(policy.name); });
  if (left.policies.empty()) return Generation{};
  if (!left.taken_over.empty()) return std::nullopt;
  std::erase_if(left.binaries, [&](const PlannedBinary& binary) { return goes(binary.policy); });

  const std::set<std::string> profiles = profiles_of(left.binaries);
  for (const PlannedBinary& binary : generation.binaries) {
    if (goes(binary.policy) && would_shrink(binary, left, profiles)) return std::nullopt;
  }
  std::erase_if(left.files, [&](const ProfileFile& file) { return !profiles.contains(file.name); });
  std::erase_if(left.compiled, [&](const CompiledProfile& profile) {
    return !profiles.contains(profile.name.substr(0, profile.name.find("//")));
  });
  if (left.files.empty()) left.build.clear();
  std::erase_if(left.sysctls, [&](const PlannedSysctl& sysctl) { return goes(sysctl.policy); });
  std::erase_if(left.units, [&](const PlannedUnit& unit) { return goes(unit.policy); });
  left.drop_ins = drop_ins_for(left.sysctls, left.units, sysctl_path_in(generation));
  return left;
}

}  // namespace aug
