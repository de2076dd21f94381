#include "core/plan/planned_profiles.h"

#include <algorithm>

#include "core/apparmor/profile_family.h"
#include "core/apparmor/profile_scan.h"
#include "core/text/format.h"
#include "core/text/lists.h"

namespace aug {
namespace {

/// Whether a file that is taken over brings it: then what the kernel has goes with that file.
bool is_taken_over(const std::string& name, const HostFacts& facts, const std::set<std::string>& taken_over) {
  return std::any_of(facts.others.begin(), facts.others.end(), [&](const OtherProfile& other) {
    return full_name(other.profile) == name && taken_over.contains(other.path);
  });
}

const OtherProfile* other_of_that_name(const std::string& name, const HostFacts& facts,
                                       const std::set<std::string>& taken_over) {
  const auto found = std::find_if(facts.others.begin(), facts.others.end(), [&](const OtherProfile& other) {
    return full_name(other.profile) == name && !taken_over.contains(other.path);
  });
  return found == facts.others.end() ? nullptr : &*found;
}

}  // namespace

void PlannedProfiles::add(const ProfilePlan& wanted, const std::string& policy) {
  const auto [there, is_new] = profiles_.try_emplace(wanted.name, wanted);
  if (is_new) return;
  ProfilePlan& profile = there->second;
  if (profile.template_name != wanted.template_name || profile.complain != wanted.complain) {
    findings_.conflicts.push_back(finding(
        "policies-disagree"_id, wanted.because,
        aug::format(
            "cannot plan the profile '{}' of policy '{}': another policy wants it with another template or mode",
            wanted.name, policy),
        "let both say the same, or give one a 'profile' name of its own"));
    return;
  }
  for (const std::string& attachment : wanted.attachments) add_once(profile.attachments, attachment);
  for (const std::string& helper : wanted.helpers) add_once(profile.helpers, helper);
  if (profile.helper.empty()) profile.helper = wanted.helper;
}

void PlannedProfiles::check_names(const std::set<std::string>& taken_over) {
  for (const auto& [name, profile] : profiles_) {
    std::string why;
    if (const OtherProfile* other = other_of_that_name(name, facts_, taken_over)) {
      why = aug::format("{}:{} has one for something else", other->profile.file, other->profile.line);
    } else if (facts_.foreign.contains(name) && !is_taken_over(name, facts_, taken_over) &&
               !replaces_what_is_loaded(profile)) {
      why = "the kernel has one, from no file, for something else";
    } else {
      continue;
    }
    findings_.conflicts.push_back(finding("profile-name-taken"_id, profile.because,
                                          aug::format("cannot name a profile '{}': {}", name, why),
                                          "add 'profile:' with another name"));
  }
}

std::vector<ProfilePlan> PlannedProfiles::sorted() const {
  std::vector<ProfilePlan> profiles;
  for (auto [name, profile] : profiles_) {
    std::sort(profile.attachments.begin(), profile.attachments.end());
    std::sort(profile.helpers.begin(), profile.helpers.end());
    profiles.push_back(std::move(profile));
  }
  return profiles;
}

/// What a file brought that is gone, for the very program, may be replaced; with it the profile of its children.
bool PlannedProfiles::replaces_what_is_loaded(const ProfilePlan& profile) const {
  return std::any_of(facts_.labels.begin(), facts_.labels.end(),
                     [&](const auto& label) { return is_of_family(profile.name, label.second); });
}

}  // namespace aug
