#include "actions/examine_trial.h"

#include "actions/pattern_reach.h"
#include "core/apparmor/profile_family.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/attempt.h"

namespace aug {
namespace {

/// With our profile, what runs in a sandbox must have no use of capabilities.
Verdict verdict_on_sandbox(const Examination& found, const PlannedBinary& binary, const std::string& program) {
  const auto& sandbox = found.trial_of(program).sandbox;
  if (!sandbox || binary.state == BinaryState::granted_by_other) return {};
  if (!found.is_enforced(child_of(binary.profile)) || sandbox->capability_refused) return {};
  return {BinaryState::broken,
          aug::format("a program in a sandbox of {} can use capabilities: {}", program, sandbox->evidence)};
}

}  // namespace

Verdict verdict_when_tried(const Examination& found, const PlannedBinary& binary, const std::string& program) {
  if (found.depth_of(binary) != Depth::prove) return {};
  const auto [outcome, why] = judge(found.trial_of(program));
  switch (outcome) {
    case TrialOutcome::works:
      return verdict_on_sandbox(found, binary, program);
    case TrialOutcome::limited:
      // What a template of one's own leaves out is not needed.
      if (binary.state != BinaryState::granted_by_other) return {};
      return {BinaryState::unproved,
              aug::format("keeps it from some of what namespaces are for, which it may need: {}", why)};
    case TrialOutcome::fails:
      return {BinaryState::broken, aug::format("cannot use a user namespace with {}: {}", program, why)};
    case TrialOutcome::unknown:
      break;
  }
  return {BinaryState::unproved, aug::format("whether {} can use a user namespace is not known: {}", program, why)};
}

Verdict verdict_on_pattern(const Examination& found, const PlannedBinary& binary) {
  if (!binary.glob || found.depth_of(binary) != Depth::prove) return {};
  std::string gap;
  const std::string taken = attempt([&] { return taken_beyond_pattern(binary, found.generation); },
                                    [&](const Failure& failure) {
                                      gap = failure.what();
                                      return std::string();
                                    });
  if (!taken.empty()) {
    return {BinaryState::drifted,
            aug::format("the kernel would give {} the profile as well, which '{}' does not match", taken, binary.path)};
  }
  if (gap.empty()) return {};
  // Only such kernels are known to take more.
  const bool may_take_more = attachment_rules_of(found.host, false).encodes_differences;
  return {may_take_more ? BinaryState::unproved : BinaryState::granted,
          aug::format("whether it takes more than '{}' matches could not be tried: {}", binary.path, gap)};
}

}  // namespace aug
