#include "actions/examine.h"

#include <algorithm>

#include "actions/examine_helpers.h"
#include "actions/pattern_reach.h"
#include "actions/served_programs.h"
#include "actions/try_programs.h"
#include "core/apparmor/label.h"
#include "core/apparmor/our_files.h"
#include "core/apparmor/profile_family.h"
#include "core/plan/claims.h"
#include "core/policy/template_traits.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/attempt.h"
#include "system/program_search.h"

namespace aug {
namespace {

struct Verdict {
  BinaryState state;
  std::string detail = {};
};

class Examiner {
 public:
  Examiner(const Host& host, const Generation& generation, Depth depth, Lints lints)
      : host_(host),
        generation_(generation),
        depth_(depth),
        state_(read_state(host, generation, generation)),
        trials_(try_programs(host, programs_to_try(host, generation), depth, state_.loaded)) {
    if (lints == Lints::ask_anew) {
      attempt([&] { helpers_.objections = standing_objections(host, generation); },
              [&](const Failure& failure) { helpers_.objections_gap = failure.what(); });
    }
    helpers_.depth = depth;
    if (depth == Depth::prove) helpers_.trials = try_helpers(host, generation, trials_);
    if (!host.kernel || !host.is_privileged()) return;
    loaded_ = host.kernel->profiles();
    same_build_ = generation.build == build_or_nothing();
  }

  std::vector<ExaminedHelper> helpers_of(const ExaminedBinary& examined) const {
    return examine_helpers(host_, examined, trials_, helpers_);
  }

  Verdict verdict_on(const PlannedBinary& binary) const {
    if (binary.state == BinaryState::not_needed) return {binary.state, binary.detail};
    if (binary.state == BinaryState::granted_by_other) return verdict_on_other(binary);
    const auto [programs, left_out, is_led_by_others] = served_programs(host_.root, binary);
    if (programs.empty() && !is_led_by_others && !serves_elsewhere(binary))
      return {BinaryState::missing, "no such program"};
    if (!binary.in_profile) {
      return {BinaryState::not_loaded, binary.detail.empty()
                                           ? "it was not installed when the policy was applied: apply it again"
                                           : binary.detail};
    }
    if (!binary.glob && host_.root.real_path(binary.path) != binary.real_path) {
      return {BinaryState::drifted,
              aug::format("it led to {} when the policy was applied: apply it again", binary.real_path)};
    }
    if (is_led_by_others) return {BinaryState::drifted, "others than root chose what its link leads to"};
    if (const Verdict standing = verdict_on_lints(binary); standing.state != BinaryState::granted) return standing;
    for (const std::string& profile : {binary.profile, helper_of(binary.profile)}) {
      if (const std::string flaw = flaw_in_file(profile); !flaw.empty()) return {BinaryState::drifted, flaw};
    }
    if (!host_.kernel) return {BinaryState::staged};
    if (const Verdict kernel = verdict_on_kernel(binary.profile, generation_.compiled);
        kernel.state != BinaryState::granted)
      return kernel;
    for (const std::string& program : programs) {
      const Verdict verdict = verdict_on_program(binary, program);
      if (verdict.state != BinaryState::granted) return verdict;
    }
    Verdict verdict = verdict_on_pattern(binary);
    if (left_out > 0 && verdict.detail.empty()) {
      verdict.detail =
          aug::format("the first {} of {} programs were looked at", programs.size(), programs.size() + left_out);
    }
    return verdict;
  }

 private:
  /// What has come to speak against it since it was applied.
  Verdict verdict_on_lints(const PlannedBinary& binary) const {
    if (!helpers_.objections_gap.empty()) return {BinaryState::unproved, helpers_.objections_gap};
    const auto objection = helpers_.objections.find({binary.policy, binary.path});
    return objection == helpers_.objections.end() ? Verdict{BinaryState::granted}
                                                  : Verdict{BinaryState::drifted, objection->second};
  }

  std::string build_or_nothing() const {
    // Without a parser nothing can be compared; the report on the host says that.
    return attempt([&] { return build_of(host_, generation_.files); });
  }

  /// A link leads to nothing by now, and what it led to is still there, with the profile.
  bool serves_elsewhere(const PlannedBinary& binary) const {
    return binary.in_profile && !binary.glob && is_program(host_.root, binary.real_path);
  }

  std::string flaw_in_file(const std::string& profile) const {
    const auto wanted = std::find_if(generation_.files.begin(), generation_.files.end(),
                                     [&](const ProfileFile& file) { return file.name == profile; });
    if (wanted == generation_.files.end()) return "";
    const auto there = state_.files.find(path_of(profile));
    if (there == state_.files.end()) return aug::format("{} is gone", path_of(profile));
    if (there->second != FileState{wanted->text}) return aug::format("{} was changed", path_of(profile));
    for (const std::string& link : override_links_of(profile)) {
      if (state_.files.contains(link)) return aug::format("{} changes what is loaded at boot", link);
    }
    return "";
  }

  /// What is no more as it was added to a profile of somebody else.
  std::string flaw_in_extension() const {
    for (const LocalBlock& block : generation_.blocks) {
      const auto there = state_.files.find(block.path);
      if (there == state_.files.end()) return aug::format("{} is gone, with the helpers in it", block.path);
      if (rules_in_block(there->second.content) != block.rules) {
        return aug::format("our lines in {} were changed", block.path);
      }
    }
    return "";
  }

  /// By name and mode, and by content where the same parser would compile the same bytes again.
  Verdict verdict_on_kernel(const std::string& family, const std::vector<CompiledProfile>& compiled) const {
    if (!host_.is_privileged()) return {BinaryState::granted};
    for (const CompiledProfile& profile : compiled) {
      if (!is_of_family(profile.name, family)) continue;
      const auto there = state_.loaded.find(profile.name);
      if (there == state_.loaded.end()) {
        return {BinaryState::not_loaded, aug::format("the kernel has no profile '{}'", profile.name)};
      }
      if (same_build_ && there->second.bytes && *there->second.bytes != profile.bytes) {
        return {BinaryState::drifted, aug::format("the kernel has another profile '{}'", profile.name)};
      }
    }
    return {BinaryState::granted};
  }

  /// Whether the helpers are still added to who granted it.
  Verdict verdict_on_extension(const PlannedBinary& binary) const {
    if (const Verdict standing = verdict_on_lints(binary); standing.state != BinaryState::granted) return standing;
    if (const std::string flaw = flaw_in_file(helper_of(binary.by)); !flaw.empty()) return {BinaryState::drifted, flaw};
    if (const std::string flaw = flaw_in_extension(); !flaw.empty()) return {BinaryState::drifted, flaw};
    if (!host_.kernel) return {BinaryState::granted};
    const Verdict helper = verdict_on_kernel(binary.by, generation_.compiled);
    return helper.state != BinaryState::granted ? helper : verdict_on_kernel(binary.by, generation_.extended_compiled);
  }

  /// Whether who granted it still does; the profile that a stack begins with counts.
  Verdict verdict_on_other(const PlannedBinary& binary) const {
    if (!binary.helpers.empty()) {
      if (const Verdict added = verdict_on_extension(binary); added.state != BinaryState::granted) return added;
    }
    if (!host_.kernel) return {BinaryState::granted_by_other, binary.detail};
    for (const std::string& program : served_programs(host_.root, binary).paths) {
      const std::string& label = label_of(program);
      if (label_from(label).first() != binary.by) {
        return {BinaryState::drifted,
                aug::format("the profile '{}' granted it, but the kernel gives it the label '{}': {}", binary.by, label,
                            rivals_for(binary, program))};
      }
      if (const Verdict kernel = verdict_on_label(binary.by); kernel.state != BinaryState::granted) return kernel;
      const bool complains = label_from(label).mode == "complain";
      const std::string by = complains ? aug::format("{}, in complain mode,", binary.detail) : binary.detail;
      if (complains && depth_ == Depth::look) {
        return {BinaryState::unproved,
                aug::format("{} grants it, which can break what it starts: verify tries whether it works", by)};
      }
      Verdict tried = verdict_when_tried(binary, program);
      if (tried.state != BinaryState::granted)
        return {tried.state, aug::format("{} grants it, but {}", by, tried.detail)};
    }
    if (depth_ == Depth::prove) return {BinaryState::granted_by_other, binary.detail};
    return {BinaryState::granted_by_other, aug::format("{}; verify tries whether it works", binary.detail)};
  }

  /// What the kernel itself says of an enforced profile. The profiles of others, too.
  Verdict verdict_on_label(const std::string& name) const {
    const auto profile = loaded_.find(name);
    if (profile == loaded_.end() || profile->second.mode != "enforce") return {BinaryState::granted};
    if (host_.kernel->may_create_userns(name) != false) return {BinaryState::granted};
    return {BinaryState::broken, aug::format("the kernel says that '{}' may not create user namespaces", name)};
  }

  /// Who else claims the program, as far as files tell.
  std::string rivals_for(const PlannedBinary& binary, const std::string& program) const {
    HostFacts facts;
    facts.others = other_profiles(host_, generation_);
    const Claim claim = Claims(facts).on(program, binary.profile);
    return claim.by.empty() ? "another profile claims the same path"
                            : aug::format("{} claims the same path", described(claim));
  }

  Verdict verdict_on_program(const PlannedBinary& binary, const std::string& program) const {
    const std::string& label = label_of(program);
    const std::string name = label_from(label).name();
    if (name != binary.profile) {
      return {BinaryState::conflict, aug::format("the kernel gives {} the label '{}', not '{}': {}", program, label,
                                                 binary.profile, rivals_for(binary, program))};
    }
    if (const Verdict kernel = verdict_on_label(name); kernel.state != BinaryState::granted) return kernel;
    return verdict_when_tried(binary, program);
  }

  Verdict verdict_on_pattern(const PlannedBinary& binary) const {
    if (!binary.glob || depth_ == Depth::look) return {BinaryState::granted};
    std::string gap;
    const std::string taken = attempt([&] { return taken_beyond_pattern(binary, generation_); },
                                      [&](const Failure& failure) {
                                        gap = failure.what();
                                        return std::string();
                                      });
    if (!taken.empty()) {
      return {
          BinaryState::drifted,
          aug::format("the kernel would give {} the profile as well, which '{}' does not match", taken, binary.path)};
    }
    if (gap.empty()) return {BinaryState::granted};
    // Only such kernels are known to take more.
    const bool may_take_more = attachment_rules_of(host_, false).encodes_differences;
    return {may_take_more ? BinaryState::unproved : BinaryState::granted,
            aug::format("whether it takes more than '{}' matches could not be tried: {}", binary.path, gap)};
  }

  const std::string& label_of(const std::string& program) const {
    const auto found = trials_.find(program);
    if (found == trials_.end())
      throw Failure(ExitCode::failed, "not-tried"_id, "it was not tried: it came while others were");
    if (found->second.label.empty()) throw Failure(ExitCode::failed, "not-tried"_id, found->second.gap);
    return found->second.label;
  }

  Verdict verdict_when_tried(const PlannedBinary& binary, const std::string& program) const {
    if (depth_ == Depth::look) return {BinaryState::granted};
    const ProgramTrial& trial = trials_.at(program);
    const auto [outcome, why] = judge(trial);
    switch (outcome) {
      case TrialOutcome::works:
        return verdict_on_sandbox(binary, program, trial);
      case TrialOutcome::limited:
        // What a template of one's own leaves out is not needed.
        if (binary.state != BinaryState::granted_by_other) return {BinaryState::granted};
        return {BinaryState::unproved,
                aug::format("keeps it from some of what namespaces are for, which it may need: {}", why)};
      case TrialOutcome::fails:
        return {BinaryState::broken, aug::format("cannot use a user namespace with {}: {}", program, why)};
      case TrialOutcome::unknown:
        break;
    }
    return {BinaryState::unproved, aug::format("whether {} can use a user namespace is not known: {}", program, why)};
  }

  /// With our profile, what runs in a sandbox must have no use of capabilities.
  Verdict verdict_on_sandbox(const PlannedBinary& binary, const std::string& program, const ProgramTrial& trial) const {
    if (!trial.sandbox || binary.state == BinaryState::granted_by_other) return {BinaryState::granted};
    const auto child = loaded_.find(child_of(binary.profile));
    const bool is_enforced = child != loaded_.end() && child->second.mode == "enforce";
    if (!is_enforced || trial.sandbox->capability_refused) return {BinaryState::granted};
    return {BinaryState::broken,
            aug::format("a program in a sandbox of {} can use capabilities: {}", program, trial.sandbox->evidence)};
  }

  const Host& host_;
  const Generation& generation_;
  Depth depth_;
  HostState state_;
  ProgramTrials trials_;
  HelperEvidence helpers_;
  LoadedProfiles loaded_;
  bool same_build_ = false;
};

/// What cannot be found out about one binary shall not hide what there is to say about the others.
Verdict verdict_or_failure(const Examiner& examiner, const PlannedBinary& binary) {
  return attempt([&] { return examiner.verdict_on(binary); },
                 [](const Failure& failure) {
                   return Verdict{BinaryState::unproved, failure.what()};
                 });
}

}  // namespace

std::vector<ExaminedBinary> examine(const Host& host, const Generation& generation, Depth depth, Lints lints) {
  const Examiner examiner(host, generation, depth, lints);
  std::vector<ExaminedBinary> examined;
  for (const PlannedBinary& binary : generation.binaries) {
    const auto [state, detail] = verdict_or_failure(examiner, binary);
    examined.push_back({binary, state, detail});
    examined.back().helpers = examiner.helpers_of(examined.back());
  }
  return examined;
}

}  // namespace aug
