#include "core/doctor/checks.h"
#include "core/text/format.h"

namespace aug {

Checks checks_on_applied(const DoctorFacts& facts) {
  Checks checks;
  for (const DriftFacts& drift : facts.applied.drifted) {
    checks.push_back({"not-as-applied"_id, Check::Level::warn,
                      aug::format("{} is not as the policy {} was applied: {}", drift.what, drift.policy, drift.state),
                      drift.detail,
                      facts.parser.flaw.empty() || !is_restricted(facts)
                          ? Remedy{own_command({"reconcile"})}
                          : by_hand("first see to the parser, then run doctor again")});
  }
  return checks;
}

}  // namespace aug
