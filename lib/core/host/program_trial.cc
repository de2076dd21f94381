#include "core/host/program_trial.h"

#include "core/apparmor/label.h"

namespace aug {
namespace {

using Stage = NamespaceUse::Stage;

/// Complain mode allows all that it can, and an unconfined profile everything: what fails there was not left out.
bool leaves_out(const NamespaceUse& use) {
  const Label label = label_from(use.label);
  return label.mode == "enforce" && !label.has(stub_profile);
}

}  // namespace

std::string ProgramTrial::refusal() const {
  return sandbox && !sandbox->creates_namespace ? sandbox->evidence : "";
}

Judgement judge(const ProgramTrial& trial) {
  if (!trial.gap.empty()) return {TrialOutcome::unknown, trial.gap};
  if (trial.sandbox) {
    return {trial.sandbox->creates_namespace ? TrialOutcome::works : TrialOutcome::fails, trial.sandbox->evidence};
  }
  if (!trial.use) return {TrialOutcome::unknown, "it was not tried"};
  const NamespaceUse& use = *trial.use;
  if (use.works()) return {TrialOutcome::works, describe(use)};
  if (use.reached < Stage::load) return {TrialOutcome::unknown, describe(use)};
  return {use.reached > Stage::map && leaves_out(use) ? TrialOutcome::limited : TrialOutcome::fails, describe(use)};
}

}  // namespace aug
