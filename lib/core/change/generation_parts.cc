#include "core/change/generation_parts.h"

#include <algorithm>
#include <set>

#include "core/apparmor/profile_family.h"
#include "core/plan/planned_profiles.h"
#include "core/text/format.h"
#include "core/text/lists.h"

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
    names.insert(child_of(binary.profile));
    names.insert(helper_of(binary.profile));
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
  const std::string helper = helper_of(gone.profile);
  const bool has_helpers =
      std::any_of(left.files.begin(), left.files.end(), [&](const ProfileFile& file) { return file.name == helper; });
  return has_helpers || std::none_of(left.binaries.begin(), left.binaries.end(), [&](const PlannedBinary& binary) {
           return is_in_profile(binary) && binary.profile == gone.profile && binary.real_path == gone.real_path;
         });
}

/// Those of one policy stay in their order.
template <typename Item>
void append_sorted(std::vector<Item>& list, const std::vector<Item>& more, std::string Item::*key) {
  append(list, more);
  std::stable_sort(list.begin(), list.end(), [&](const Item& a, const Item& b) { return a.*key < b.*key; });
}

}  // namespace

std::optional<Generation> without_policies(const Generation& generation, const std::vector<std::string>& names) {
  const auto goes = [&](const std::string& policy) {
    return std::find(names.begin(), names.end(), policy) != names.end();
  };
  Generation left = generation;
  std::erase_if(left.policies, [&](const AppliedPolicy& policy) { return goes(policy.name); });
  if (left.policies.empty()) return Generation{};
  if (!left.taken_over.empty() || !left.blocks.empty()) return std::nullopt;
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

std::optional<Generation> joined(const Generation& a, const Generation& b) {
  const auto is_in_b = [&](const ProfileFile& file) {
    return std::any_of(b.files.begin(), b.files.end(),
                       [&](const ProfileFile& other) { return other.name == file.name; });
  };
  const bool both_have_profiles = !a.files.empty() && !b.files.empty();
  if (!a.blocks.empty() || !b.blocks.empty() || std::any_of(a.files.begin(), a.files.end(), is_in_b) ||
      (both_have_profiles && a.build != b.build)) {
    return std::nullopt;
  }
  Generation both = a;
  append_sorted(both.policies, b.policies, &AppliedPolicy::name);
  append_sorted(both.binaries, b.binaries, &PlannedBinary::policy);
  append_sorted(both.files, b.files, &ProfileFile::name);
  append_sorted(both.sysctls, b.sysctls, &PlannedSysctl::policy);
  append_sorted(both.units, b.units, &PlannedUnit::policy);
  append(both.compiled, b.compiled);
  append(both.taken_over, b.taken_over);
  std::sort(both.taken_over.begin(), both.taken_over.end());
  if (both.build.empty()) both.build = b.build;
  const std::string sysctl_path = sysctl_path_in(b).empty() ? sysctl_path_in(a) : sysctl_path_in(b);
  both.drop_ins = drop_ins_for(both.sysctls, both.units, sysctl_path);
  return both;
}

}  // namespace aug
