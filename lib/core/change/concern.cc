#include "core/change/concern.h"

#include <algorithm>
#include <variant>

#include "core/apparmor/profile_family.h"

namespace aug {
namespace {

std::set<std::string> profiles_in(const std::vector<Change>& changes) {
  std::set<std::string> profiles;
  for (const Change& change : changes) {
    if (const auto* load = std::get_if<LoadProfiles>(&change.step)) {
      profiles.insert(load->names.begin(), load->names.end());
    }
    if (const auto* unload = std::get_if<UnloadProfile>(&change.step)) profiles.insert(unload->name);
  }
  return profiles;
}

/// A profile with a pattern can claim any program, on some kernels beyond what it matches; so can one of others.
bool have_only_named_programs(const std::set<std::string>& profiles, const Generation& before,
                              const Generation& target) {
  std::set<std::string> with_names;
  std::set<std::string> with_pattern;
  for (const auto* generation : {&before, &target}) {
    for (const auto& binary : generation->binaries) {
      std::set<std::string>& names = binary.glob ? with_pattern : with_names;
      names.insert({binary.profile, child_of(binary.profile), helper_of(binary.profile)});
    }
  }
  return std::ranges::all_of(profiles, [&](const std::string& profile) {
    return with_names.contains(profile) && !with_pattern.contains(profile);
  });
}

bool has_setting(const std::vector<Change>& changes) {
  return std::ranges::any_of(changes,
                             [](const Change& change) { return std::holds_alternative<SetSysctl>(change.step); });
}

}  // namespace

Concern::Concern(const Generation& before, const Generation& target, const std::vector<Change>& changes)
    : touched_(profiles_in(changes)),
      is_with_all_(has_setting(changes) || !have_only_named_programs(touched_, before, target)) {
  for (const auto& binary : before.binaries) before_.try_emplace({binary.policy, binary.path}, binary);
}

bool Concern::is_with(const PlannedBinary& binary) const {
  const auto old = before_.find({binary.policy, binary.path});
  const bool is_as_before = old != before_.end() && old->second == binary;
  const std::string& profile = binary.profile;
  return is_with_all_ || !is_as_before || binary.state == BinaryState::granted_by_other || touched_.contains(profile) ||
         touched_.contains(child_of(profile)) || touched_.contains(helper_of(profile));
}

}  // namespace aug
