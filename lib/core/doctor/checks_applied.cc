#include "core/doctor/checks.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

Remedy remedy_of(const DoctorFacts& facts, const DriftFacts& drift) {
  if (!drift.moved_to.empty()) {  // planning anew would not find it either
    return by_hand(
        aug::format("name {} under 'helpers:' of the policy {}, or all versions of it by a wildcard, where "
                    "the parser knows 'priority=', and apply it again",
                    quoted(drift.moved_to), drift.policy));
  }
  return facts.parser.flaw.empty() || !is_restricted(facts) ? Remedy{own_command({"reconcile"})}
                                                            : by_hand("first see to the parser, then run doctor again");
}

}  // namespace

Checks checks_on_applied(const DoctorFacts& facts) {
  Checks checks;
  for (const DriftFacts& drift : facts.applied.drifted) {
    checks.push_back({"not-as-applied"_id, Check::Level::warn,
                      aug::format("{} is not as the policy {} was applied: {}", drift.what, drift.policy, drift.state),
                      drift.detail, remedy_of(facts, drift)});
  }
  return checks;
}

}  // namespace aug
