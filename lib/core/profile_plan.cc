#include "core/profile_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/aare.h"
#include "core/claims.h"
#include "core/failure.h"
#include "core/lints.h"
#include "core/spelling.h"

namespace aug {
namespace {

Diagnosis mistake(const Place& place, std::string message, std::string hint = {}) {
  return {Severity::error, place, std::move(message), std::move(hint)};
}

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

void add_all(Diagnoses& list, const Diagnoses& more) {
  list.insert(list.end(), more.begin(), more.end());
}

const std::string child_prefix = "unpriv_";
const std::string helper_prefix = "helper_";

/// The wish of one entry, before it is merged with the like wishes of other policies.
struct Wish {
  const BinaryEntry& entry;
  const std::string& policy;
};

class Planner {
 public:
  Planner(const HostFacts& facts, const Templates& templates) : facts_(facts), templates_(templates) {}

  void add(const PlannedPolicy& planned) {
    const bool needed = planned.always || !facts_.has_kernel || facts_.restriction != Restriction::absent;
    for (const BinaryEntry& entry : planned.policy.binaries) {
      if (needed) {
        add(Wish{entry, planned.policy.name});
      } else {
        for (const BinaryPath& path : entry.paths)
          record(Wish{entry, planned.policy.name}, path, BinaryState::not_needed);
      }
    }
  }

  Plan finish() {
    for (const auto& [name, profile] : profiles_) check_name(profile);
    fail_if_any(ExitCode::invalid_policy, mistakes_);
    fail_if_any(ExitCode::failed, missing_);
    fail_if_any(ExitCode::conflict, conflicts_);
    for (auto& [name, profile] : profiles_) {
      std::sort(profile.attachments.begin(), profile.attachments.end());
      std::sort(profile.helpers.begin(), profile.helpers.end());
      plan_.profiles.push_back(profile);
    }
    plan_.taken_over.assign(taken_over_.begin(), taken_over_.end());
    return std::move(plan_);
  }

 private:
  void add(const Wish& wish) {
    const TextTemplate* text = find_template(wish.entry);
    if (text == nullptr) return;
    std::vector<std::string> attachments;
    for (const BinaryPath& path : wish.entry.paths) {
      if (place_path(wish, path)) add_once(attachments, attachment_of(wish.entry, path));
    }
    if (attachments.empty()) return;

    ProfilePlan profile;
    profile.name = wish.entry.profile;
    profile.template_name = wish.entry.template_name;
    profile.attachments = std::move(attachments);
    profile.complain = wish.entry.mode == ProfileMode::complain;
    profile.because = wish.entry.place;
    if (!text->has_place("CHILD")) {
      merge(profile, wish);
      return;
    }
    profile.child = child_prefix + profile.name;
    profile.helpers = helpers_of(wish.entry);
    if (!profile.helpers.empty()) profile.helper = helper_prefix + profile.name;
    merge(profile, wish);

    ProfilePlan child = relative_of(profile, child_prefix);
    child.child.clear();
    merge(child, wish);
    if (profile.helpers.empty()) return;
    ProfilePlan helper = relative_of(profile, helper_prefix);
    helper.helper.clear();
    merge(helper, wish);
  }

  /// The profile of what the program runs, or of its helpers.
  static ProfilePlan relative_of(ProfilePlan profile, const std::string& prefix) {
    profile.name = prefix + profile.name;
    profile.template_name = prefix + profile.template_name;
    profile.attachments.clear();
    return profile;
  }

  /// As the policy has them, and as they lead to: which of the two a sandbox runs depends on what is mounted in it.
  std::vector<std::string> helpers_of(const BinaryEntry& entry) {
    std::vector<std::string> helpers;
    for (const std::string& helper : entry.helpers) {
      const PathFacts& facts = facts_.paths.at(helper);
      add_once(helpers, helper);
      if (!facts.real_path.empty()) add_once(helpers, facts.real_path);
      add_all(mistakes_, judge(lints_of_helper(helper, facts), entry, entry.place, helper).mistakes);
    }
    return helpers;
  }

  const TextTemplate* find_template(const BinaryEntry& entry) {
    const auto found = templates_.find(entry.template_name);
    if (found == templates_.end()) {
      std::vector<std::string_view> names;
      for (const auto& [name, text] : templates_) names.push_back(name);
      const auto meant = nearest(entry.template_name, names);
      mistakes_.push_back(mistake(entry.place, fmt::format("cannot find a template '{}'", entry.template_name),
                                  meant ? fmt::format("did you mean '{}'?", *meant)
                                        : fmt::format("the templates are {}", fmt::join(names, ", "))));
      return nullptr;
    }
    if (entry.mode == ProfileMode::complain && !found->second.has_place("COMPLAIN")) {
      mistakes_.push_back(mistake(entry.place,
                                  fmt::format("cannot use mode 'complain' with the template '{}'", entry.template_name),
                                  "leave out 'mode'"));
      return nullptr;
    }
    return &found->second;
  }

  /// Records what becomes of the path; whether it belongs into the profile.
  bool place_path(const Wish& wish, const BinaryPath& path) {
    const PathFacts& facts = facts_.paths.at(path.text);
    if (facts.exists && !facts.is_program) {
      mistakes_.push_back(mistake(path.place,
                                  fmt::format("cannot grant namespaces to '{}': it is not a program", path.text),
                                  "name an executable file"));
      return false;
    }
    const LintVerdict verdict = judge(lints_of(wish.entry, path, facts), wish.entry, path.place, path.text);
    add_all(mistakes_, verdict.mistakes);
    if (!verdict.mistakes.empty() || !settle_claims(wish, path)) return false;
    const std::string& file = wish.entry.glob ? path.text : facts.real_path;
    const auto [taken, is_new] = owners_.try_emplace(file, &wish.entry, wish.policy);
    if (!is_new && taken->second.first->profile != wish.entry.profile) {
      conflicts_.push_back(mistake(path.place,
                                   fmt::format("cannot give '{}' the profile '{}': policy '{}' gives it '{}'", file,
                                               wish.entry.profile, taken->second.second, taken->second.first->profile),
                                   "let both policies name the same profile"));
      return false;
    }
    record(wish, path,
           !facts.exists       ? BinaryState::missing
           : facts_.has_kernel ? BinaryState::granted
                               : BinaryState::staged);
    plan_.binaries.back().allowed = verdict.allowed;
    if (facts.exists) return true;
    plan_.binaries.back().in_profile = wish.entry.if_missing == IfMissing::install;
    if (wish.entry.if_missing == IfMissing::fail) {
      missing_.push_back(mistake(path.place, fmt::format("cannot find '{}'", path.text), "install the program first"));
    }
    return wish.entry.if_missing == IfMissing::install;
  }

  /// Whether the path is ours to serve: nobody else claims it, or who does is taken over.
  bool settle_claims(const Wish& wish, const BinaryPath& path) {
    const PathFacts& facts = facts_.paths.at(path.text);
    const std::vector<std::string> programs = wish.entry.glob ? facts.matches : std::vector{facts.real_path};
    bool is_ours = true;
    for (const std::string& program : programs) {
      const Claim claim = claim_on(program, wish.entry.profile, facts_);
      const Settlement settlement = settle(claim, wish.entry, path.text, program);
      if (settlement == Settlement::ours) continue;
      if (settlement == Settlement::theirs) {
        record(wish, path, BinaryState::granted_by_other);
        plan_.binaries.back().by = claim.profile;
        plan_.binaries.back().detail = described(claim);
        is_ours = false;
      } else if (wish.entry.on_conflict == OnConflict::take_over && !claim.by.empty()) {
        for (const OtherProfile* other : claim.by) taken_over_.insert(other->path);
      } else {
        conflicts_.push_back(conflict_with(claim, wish.entry, path.place, program));
        is_ours = false;
      }
    }
    return is_ours;
  }

  std::string attachment_of(const BinaryEntry& entry, const BinaryPath& path) const {
    return entry.glob ? path.text : literal_pattern(facts_.paths.at(path.text).real_path);
  }

  void record(const Wish& wish, const BinaryPath& path, BinaryState state) {
    const PathFacts& facts = facts_.paths.at(path.text);
    plan_.binaries.push_back({wish.policy, path.text, wish.entry.glob ? path.text : facts.real_path,
                              wish.entry.template_name, wish.entry.profile, wish.entry.glob, state, "", "", true, ""});
  }

  void merge(const ProfilePlan& wanted, const Wish& wish) {
    const auto [there, is_new] = profiles_.try_emplace(wanted.name, wanted);
    if (is_new) return;
    ProfilePlan& profile = there->second;
    if (profile.template_name != wanted.template_name || profile.complain != wanted.complain) {
      conflicts_.push_back(mistake(wanted.because,
                                   fmt::format("cannot plan the profile '{}' of policy '{}': another policy wants it "
                                               "with another template or mode",
                                               wanted.name, wish.policy),
                                   "let both say the same, or give one a 'profile' name of its own"));
      return;
    }
    for (const std::string& attachment : wanted.attachments) add_once(profile.attachments, attachment);
    for (const std::string& helper : wanted.helpers) add_once(profile.helpers, helper);
    if (profile.helper.empty()) profile.helper = wanted.helper;
  }

  /// Somebody else's profile of the same name, for something else.
  void check_name(const ProfilePlan& profile) {
    static const std::string hint = "add 'profile:' with another name";
    for (const OtherProfile& other : facts_.others) {
      if (full_name(other.profile) != profile.name || taken_over_.contains(other.path)) continue;
      conflicts_.push_back(mistake(profile.because,
                                   fmt::format("cannot name a profile '{}': {}:{} has one for something else",
                                               profile.name, other.profile.file, other.profile.line),
                                   hint));
      return;
    }
    if (!facts_.foreign.contains(profile.name) || replaces_what_is_loaded(profile)) return;
    conflicts_.push_back(mistake(
        profile.because,
        fmt::format("cannot name a profile '{}': the kernel has one, from no file, for something else", profile.name),
        hint));
  }

  /// What a file brought that is gone, for the very program, may be replaced; with it the profile of its children.
  bool replaces_what_is_loaded(const ProfilePlan& profile) const {
    return std::any_of(facts_.labels.begin(), facts_.labels.end(), [&](const auto& label) {
      return label.second == profile.name || child_prefix + label.second == profile.name ||
             helper_prefix + label.second == profile.name;
    });
  }

  static void fail_if_any(ExitCode code, const Diagnoses& diagnoses) {
    if (!diagnoses.empty()) throw Failure(code, diagnoses);
  }

  const HostFacts& facts_;
  const Templates& templates_;
  Plan plan_;
  std::map<std::string, ProfilePlan> profiles_;
  std::map<std::string, std::pair<const BinaryEntry*, std::string>> owners_;  // of a file: entry and policy
  std::set<std::string> taken_over_;
  Diagnoses mistakes_, missing_, conflicts_;
};

}  // namespace

bool Plan::needs_anything(const std::string& policy) const {
  return std::any_of(binaries.begin(), binaries.end(), [&](const PlannedBinary& binary) {
    return binary.policy == policy && binary.state != BinaryState::not_needed;
  });
}

Plan plan_profiles(const std::vector<PlannedPolicy>& policies, const HostFacts& facts, const Templates& templates) {
  Planner planner(facts, templates);
  for (const PlannedPolicy& policy : policies) planner.add(policy);
  return planner.finish();
}

}  // namespace aug
