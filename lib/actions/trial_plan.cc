#include "actions/trial_plan.h"

#include <vector>

#include "actions/read_policies.h"
#include "core/plan/profile_planner.h"
#include "core/text/failure.h"
#include "system/attempt.h"

namespace aug {

TrialPlan::TrialPlan(const Host& host, const Generation& current)
    : host_(host), current_(current), templates_(load_templates(host.root, "")) {}

std::optional<Diagnosis> TrialPlan::refusal_of(const PolicyText& policy, const Gone& gone) const {
  return attempt(
      [&]() -> std::optional<Diagnosis> {
        plan(policy, gone);
        return std::nullopt;
      },
      [](const Failure& failure) -> std::optional<Diagnosis> {
        const bool is_of_policy = failure.code() == ExitCode::conflict || failure.code() == ExitCode::invalid_policy;
        if (!is_of_policy || failure.diagnoses().empty()) return std::nullopt;
        return failure.diagnoses().front();
      });
}

void TrialPlan::plan(const PolicyText& policy, Gone gone) const {
  Diagnoses notices;
  std::vector<PolicyText> texts{policy};
  const std::string name = read_policies(texts, notices).front().name;
  std::vector<bool> is_always{false};
  for (const AppliedPolicy& applied : current_.policies) {
    if (applied.name == name) continue;
    texts.push_back(applied.source);
    is_always.push_back(applied.always);
  }
  const std::vector<Policy> policies = read_policies(texts, notices);
  std::vector<PlannedPolicy> planned;
  for (std::size_t i = 0; i < policies.size(); ++i) planned.push_back({policies[i], is_always[i], i > 0});
  HostFacts facts = gather_facts(host_, policies);
  look_at_others(facts, host_, current_);
  std::erase_if(facts.others, [&](const OtherProfile& other) {
    if (!gone.files.contains(other.path)) return false;
    gone.profiles.insert(full_name(other.profile));
    return true;
  });
  std::erase_if(facts.foreign, [&](const std::string& each) { return gone.profiles.contains(each); });
  plan_profiles(planned, facts, templates_);
}

}  // namespace aug
