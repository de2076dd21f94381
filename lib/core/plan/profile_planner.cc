#include "core/plan/profile_planner.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "core/apparmor/aare.h"
#include "core/apparmor/profile_family.h"
#include "core/plan/extension.h"
#include "core/plan/mistakes_in_entry.h"
#include "core/plan/planned_binaries.h"
#include "core/plan/planned_profiles.h"
#include "core/plan/template_names.h"
#include "core/policy/helper_path.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

/// apparmor_parser gives up on a list of patterns that is longer than its buffer of 16 KiB.
constexpr std::size_t longest_list = 12'000;

/// The profile of what the program runs, or of its helpers; its template is named likewise.
ProfilePlan relative_of(ProfilePlan profile, std::string (*named_after)(std::string_view)) {
  profile.name = named_after(profile.name);
  profile.template_name = named_after(profile.template_name);
  profile.attachments.clear();
  return profile;
}

class Planner {
 public:
  Planner(const HostFacts& facts, const Templates& templates) : facts_(facts), templates_(templates) {}

  /// Of all policies, before the first is added.
  void claim(const PlannedPolicy& planned) {
    if (!is_needed(planned, facts_)) return;
    for (const BinaryEntry& entry : planned.policy.binaries) {
      const Wish wish{entry, planned.policy.name, planned.is_applied};
      for (const BinaryPath& path : entry.paths) {
        binaries_.claim(wish, path);
        if (!is_applied_link(wish, path, facts_)) patterns_[entry.profile].insert(attachment_of(entry, path));
      }
    }
  }

  void add(const PlannedPolicy& planned) {
    const bool needed = is_needed(planned, facts_);
    for (const BinaryEntry& entry : planned.policy.binaries) {
      const Wish wish{entry, planned.policy.name, planned.is_applied};
      if (needed) {
        add(wish);
      } else {
        for (const BinaryPath& path : entry.paths) binaries_.leave(wish, path);
      }
    }
  }

  Plan finish() {
    profiles_.check_names(binaries_.taken_over);
    findings_.throw_if_any();
    binaries_.name_who_serves();
    return {std::move(binaries_.binaries),
            profiles_.sorted(),
            {binaries_.taken_over.begin(), binaries_.taken_over.end()},
            std::move(extensions_),
            std::move(findings_.warnings)};
  }

 private:
  void add(const Wish& wish) {
    const TextTemplate* text = find_template(wish.entry);
    if (text == nullptr) return;
    ProfilePlan profile;
    profile.name = wish.entry.profile;
    profile.template_name = wish.entry.template_name;
    profile.complain = wish.entry.mode == ProfileMode::complain;
    profile.because = wish.entry.location;
    const std::size_t first = binaries_.binaries.size();
    for (const BinaryPath& path : wish.entry.paths) {
      if (binaries_.place(wish, path) && has_room(wish, path)) {
        add_once(profile.attachments, attachment_of(wish.entry, path));
      }
    }
    extend_others(profile, wish, first);
    if (profile.attachments.empty() || !fits_the_parser(profile)) return;
    if (text->has_placeholder("CHILD")) {
      add_family(std::move(profile), wish, give_helpers(wish, first));
    } else {
      profiles_.add(profile, wish.policy);
    }
  }

  /// A profile with those of what the program runs.
  void add_family(ProfilePlan profile, const Wish& wish, const std::vector<std::string>& helpers) {
    profile.child = child_of(profile.name);
    profile.helpers = helpers;
    if (!profile.helpers.empty()) profile.helper = helper_of(profile.name);
    profiles_.add(profile, wish.policy);

    ProfilePlan child = relative_of(profile, child_of);
    child.child.clear();
    profiles_.add(child, wish.policy);
    if (profile.helpers.empty()) return;
    ProfilePlan helper = relative_of(profile, helper_of);
    helper.helper.clear();
    profiles_.add(helper, wish.policy);
  }

  /// The profiles of others that serve the entry get its helpers, and those a profile of ours.
  void extend_others(const ProfilePlan& profile, const Wish& wish, std::size_t first) {
    if (binaries_.extensions.empty()) return;
    const std::vector<std::string> helpers = give_helpers(wish, first);
    for (Extension& extension : std::exchange(binaries_.extensions, {})) {
      extension.helpers = helpers;
      ProfilePlan helper = relative_of(profile, helper_of);
      helper.name = extension.helper;
      helper.child = extension.child;
      helper.helpers = helpers;
      if (!helpers.empty()) profiles_.add(helper, wish.policy);
      add_helpers(extensions_, extension);
    }
  }

  /// To the binaries of the entry, from the first one on. Their patterns for the profile: as the policy has them, and
  /// as they lead to, since which of the two a sandbox runs depends on what is mounted in it.
  std::vector<std::string> give_helpers(const Wish& wish, std::size_t first) {
    const std::vector<PlannedHelper> planned = helpers_of(wish);
    for (std::size_t at = first; at < binaries_.binaries.size(); ++at) binaries_.binaries[at].helpers = planned;
    std::vector<std::string> patterns;
    for (const PlannedHelper& helper : planned) {
      if (!helper.in_profile) continue;
      const bool is_pattern = is_helper_pattern(helper.path);
      add_once(patterns, is_pattern ? helper.path : literal_pattern(helper.path));
      if (!is_pattern && !helper.real_path.empty()) add_once(patterns, literal_pattern(helper.real_path));
    }
    return patterns;
  }

  std::vector<PlannedHelper> helpers_of(const Wish& wish) {
    std::vector<PlannedHelper> helpers;
    for (const std::string& path : wish.entry.helpers) {
      const PathFacts& facts = facts_.paths.at(path);
      PlannedHelper helper{path, is_helper_pattern(path) ? path : facts.real_path, facts.exists};
      helper.allowed = verdict_on_helper(wish.entry, path, facts).allowed;
      Diagnoses mistakes = mistakes_in_helper(wish.entry, path, facts);
      if (is_helper_pattern(path) && !facts_.parser_without_priority.empty())
        mistakes.push_back(without_priority(wish, path));
      helper.in_profile = mistakes.empty();
      if (!mistakes.empty()) helper.detail = "left out: " + mistakes.front().message;
      findings_.add_mistakes(std::move(mistakes), wish.is_applied);
      helpers.push_back(std::move(helper));
    }
    return helpers;
  }

  /// A rule with a wildcard has to take precedence over the one for all other programs, since they lead elsewhere.
  Diagnosis without_priority(const Wish& wish, const std::string& path) const {
    return finding(
        "wildcard-needs-priority"_id, wish.entry.location,
        aug::format("cannot use the helper '{}': a wildcard needs 'priority=' in rules, which {} does not know", path,
                    facts_.parser_without_priority),
        "list each helper by its path; AppArmor 4.1 knows it: Ubuntu 24.10, Debian 13");
  }

  /// Links of an applied policy may have come to lead to longer paths: those that are too much for the parser, with
  /// all other paths of the profile, are left out.
  bool has_room(const Wish& wish, const BinaryPath& path) {
    if (!is_applied_link(wish, path, facts_)) return true;
    std::set<std::string>& patterns = patterns_[wish.entry.profile];
    patterns.insert(attachment_of(wish.entry, path));
    std::size_t size = 0;
    for (const std::string& pattern : patterns) size += pattern.size() + 1;
    if (size <= longest_list) return true;
    patterns.erase(attachment_of(wish.entry, path));
    binaries_.withdraw(wish, path,
                       finding("too-many-paths"_id, path.location,
                               aug::format("cannot grant namespaces to '{}': with it, the parser would have to read {} "
                                           "bytes of paths for the profile '{}', and it reads {} at most",
                                           path.text, size, wish.entry.profile, longest_list)));
    return false;
  }

  bool fits_the_parser(const ProfilePlan& profile) {
    std::size_t size = 0;
    for (const std::string& pattern : profile.attachments) size += pattern.size() + 1;
    if (size <= longest_list) return true;
    findings_.mistakes.push_back(
        finding("too-many-paths"_id, profile.because,
                aug::format("cannot give one profile {} paths: the parser reads {} bytes of them at most, here are {}",
                            profile.attachments.size(), longest_list, size),
                "give some of them an entry of their own, with another 'profile', or a pattern"));
    return false;
  }

  const TextTemplate* find_template(const BinaryEntry& entry) {
    const auto found = templates_.find(entry.template_name);
    if (found == templates_.end()) {
      findings_.mistakes.push_back(*flaw_in_template(entry, templates_));
      return nullptr;
    }
    if (entry.mode == ProfileMode::complain && !found->second.has_placeholder("COMPLAIN")) {
      findings_.mistakes.push_back(finding(
          "mode-without-use"_id, entry.location,
          aug::format("cannot use mode 'complain' with the template '{}'", entry.template_name), "leave out 'mode'"));
      return nullptr;
    }
    return &found->second;
  }

  std::string attachment_of(const BinaryEntry& entry, const BinaryPath& path) const {
    return entry.glob ? path.text : literal_pattern(facts_.paths.at(path.text).real_path);
  }

  const HostFacts& facts_;
  const Templates& templates_;
  PlanFindings findings_;
  PlannedBinaries binaries_{facts_, findings_};
  PlannedProfiles profiles_{facts_, findings_};
  std::vector<Extension> extensions_;
  std::map<std::string, std::set<std::string>> patterns_;  // of a profile, those first that no link decides
};

}  // namespace

bool is_needed(const PlannedPolicy& planned, const HostFacts& facts) {
  if (planned.always || planned.policy.when == When::always) return true;
  return !facts.has_kernel || facts.restriction != Restriction::absent;
}

Plan plan_profiles(const std::vector<PlannedPolicy>& policies, const HostFacts& facts, const Templates& templates) {
  Planner planner(facts, templates);
  for (const PlannedPolicy& policy : policies) planner.claim(policy);
  for (const PlannedPolicy& policy : policies) planner.add(policy);
  return planner.finish();
}

}  // namespace aug
