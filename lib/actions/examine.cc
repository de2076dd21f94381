#include "actions/examine.h"

#include "actions/examination.h"
#include "actions/examine_trial.h"
#include "core/apparmor/label.h"
#include "core/apparmor/profile_family.h"
#include "core/plan/claims.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/attempt.h"
#include "system/program_search.h"

namespace aug {
namespace {

class Examiner {
 public:
  explicit Examiner(const Examination& found) : found_(found), host_(found.host) {}

  Verdict verdict_on(const PlannedBinary& binary) const {
    if (binary.state == BinaryState::not_needed) return {binary.state, binary.detail};
    if (binary.state == BinaryState::granted_by_other) return verdict_on_other(binary);
    const auto [programs, left_out, is_led_by_others, found_at] = found_.served_by(binary);
    if (programs.empty() && !is_led_by_others && !serves_elsewhere(binary))
      return {BinaryState::missing, "no such program"};
    if (!binary.in_profile) {
      return {BinaryState::not_loaded, binary.detail.empty()
                                           ? "it was not installed when the policy was applied: apply it again"
                                           : binary.detail};
    }
    if (leads_elsewhere(binary, found_at)) {
      return {BinaryState::drifted,
              aug::format("it led to {} when the policy was applied: apply it again", binary.real_path)};
    }
    if (is_led_by_others) return {BinaryState::drifted, "others than root chose what its link leads to"};
    if (const Verdict standing = found_.verdict_on_lints(binary); !standing.is_granted()) return standing;
    for (const std::string& profile : {binary.profile, helper_of(binary.profile)}) {
      if (const std::string flaw = found_.flaw_in_file(profile); !flaw.empty()) return {BinaryState::drifted, flaw};
    }
    if (!host_.kernel) return {BinaryState::staged};
    if (const Verdict kernel = found_.verdict_on_profile(binary.profile); !kernel.is_granted()) return kernel;
    if (found_.depth_of(binary) == Depth::read) return {};
    for (const std::string& program : programs) {
      const Verdict verdict = verdict_on_program(binary, program);
      if (!verdict.is_granted()) return verdict;
    }
    Verdict verdict = verdict_on_pattern(found_, binary);
    if (left_out > 0 && verdict.detail.empty()) {
      verdict.detail =
          aug::format("the first {} of {} programs were looked at", programs.size(), programs.size() + left_out);
    }
    return verdict;
  }

 private:
  /// Where the path leads to is known, unless that is nothing, or others' wish.
  bool leads_elsewhere(const PlannedBinary& binary, const std::string& found_at) const {
    if (binary.glob) return false;
    return (found_at.empty() ? host_.root.real_path(binary.path) : found_at) != binary.real_path;
  }

  /// A link leads to nothing by now, and what it led to is still there, with the profile.
  bool serves_elsewhere(const PlannedBinary& binary) const {
    return binary.in_profile && !binary.glob && is_program(host_.root, binary.real_path);
  }

  /// Whether the helpers are still added to who granted it.
  Verdict verdict_on_extension(const PlannedBinary& binary) const {
    if (const Verdict standing = found_.verdict_on_lints(binary); !standing.is_granted()) return standing;
    if (const std::string flaw = found_.flaw_in_file(helper_of(binary.by)); !flaw.empty())
      return {BinaryState::drifted, flaw};
    if (const std::string flaw = found_.flaw_in_extension(); !flaw.empty()) return {BinaryState::drifted, flaw};
    if (!host_.kernel) return {};
    return found_.verdict_on_profile(binary.by);
  }

  /// Whether who granted it still does; the profile that a stack begins with counts.
  Verdict verdict_on_other(const PlannedBinary& binary) const {
    if (!binary.helpers.empty()) {
      if (const Verdict added = verdict_on_extension(binary); !added.is_granted()) return added;
    }
    if (!host_.kernel) return {BinaryState::granted_by_other, binary.detail};
    for (const std::string& program : found_.served_by(binary).paths) {
      const std::string& label = found_.label_of(program);
      if (label_from(label).first() != binary.by) {
        return {BinaryState::drifted,
                aug::format("the profile '{}' granted it, but the kernel gives it the label '{}': {}", binary.by, label,
                            rivals_for(binary, program))};
      }
      if (const Verdict kernel = found_.verdict_on_label(binary.by); !kernel.is_granted()) return kernel;
      const bool complains = label_from(label).mode == "complain";
      const std::string by = complains ? aug::format("{}, in complain mode,", binary.detail) : binary.detail;
      if (complains && found_.depth_of(binary) == Depth::look) {
        return {BinaryState::unproved,
                aug::format("{} grants it, which can break what it starts: verify tries whether it works", by)};
      }
      Verdict tried = verdict_when_tried(found_, binary, program);
      if (!tried.is_granted()) return {tried.state, aug::format("{} grants it, but {}", by, tried.detail)};
    }
    if (found_.depth_of(binary) == Depth::prove) return {BinaryState::granted_by_other, binary.detail};
    return {BinaryState::granted_by_other, aug::format("{}; verify tries whether it works", binary.detail)};
  }

  Verdict verdict_on_program(const PlannedBinary& binary, const std::string& program) const {
    const std::string& label = found_.label_of(program);
    const std::string name = label_from(label).name();
    if (name != binary.profile) {
      return {BinaryState::conflict, aug::format("the kernel gives {} the label '{}', not '{}': {}", program, label,
                                                 binary.profile, rivals_for(binary, program))};
    }
    if (const Verdict kernel = found_.verdict_on_label(name); !kernel.is_granted()) return kernel;
    return verdict_when_tried(found_, binary, program);
  }

  /// Who else claims the program, as far as files tell.
  std::string rivals_for(const PlannedBinary& binary, const std::string& program) const {
    HostFacts facts;
    facts.others = other_profiles(host_, found_.generation);
    const Claim claim = Claims(facts).on(program, binary.profile);
    return claim.by.empty() ? "another profile claims the same path"
                            : aug::format("{} claims the same path", described(claim));
  }

  const Examination& found_;
  const Host& host_;
};

/// What cannot be found out about one binary shall not hide what there is to say about the others.
Verdict verdict_or_failure(const Examiner& examiner, const PlannedBinary& binary) {
  return attempt([&] { return examiner.verdict_on(binary); },
                 [](const Failure& failure) {
                   return Verdict{BinaryState::unproved, failure.what()};
                 });
}

}  // namespace

std::vector<ExaminedBinary> examine(const Host& host, const Generation& generation, Depth depth, Lints lints,
                                    const Chosen& is_chosen) {
  const Examination found(host, generation, depth, lints, is_chosen);
  const Examiner examiner(found);
  std::vector<ExaminedBinary> examined;
  for (const PlannedBinary& binary : generation.binaries) {
    const auto [state, detail] = verdict_or_failure(examiner, binary);
    examined.push_back({binary, state, detail});
    examined.back().helpers = found.helpers_of(examined.back());
  }
  return examined;
}

}  // namespace aug
