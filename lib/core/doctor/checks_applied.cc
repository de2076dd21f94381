#include "core/doctor/checks.h"
#include "core/text/format.h"

namespace aug {

Checks checks_on_applied(const DoctorFacts& facts) {
  Checks checks;
  for (const DriftFacts& drift : facts.applied.drifted) {
    checks.push_back({"not-as-applied",
                      Check::Level::warn,
                      aug::format("{} is not as the policy {} was applied: {}", drift.what, drift.policy, drift.state),
                      drift.detail,
                      {own_command({"reconcile"})}});
  }
  return checks;
}

}  // namespace aug
