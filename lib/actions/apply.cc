#include "actions/apply.h"

#include <algorithm>

#include "actions/answer_keeper.h"
#include "actions/desired.h"
#include "actions/read_policies.h"
#include "core/plan/profile_planner.h"
#include "core/policy/example_policy.h"
#include "core/text/failure.h"
#include "core/text/lists.h"
#include "system/caller.h"
#include "system/templates.h"

namespace aug {
namespace {

void require_kernel_or_image(const Host& host, const std::vector<Policy>& policies) {
  const auto has_no_binaries = [](const Policy& policy) { return policy.binaries.empty(); };
  if (host.kernel || !host.root.is_host() || std::all_of(policies.begin(), policies.end(), has_no_binaries)) return;
  throw Failure(ExitCode::unsupported, "no-apparmor"_id, "cannot load profiles: this kernel runs without AppArmor",
                "boot with 'lsm=...,apparmor' or 'apparmor=1 security=apparmor' on the kernel's command line");
}

/// Applied as they stand, they would grant nothing, and look as if they did.
void refuse_examples(const std::vector<Policy>& policies) {
  Diagnoses found;
  for (const Policy& policy : policies) append(found, placeholders_in(policy));
  if (!found.empty()) throw Failure(ExitCode::invalid_policy, found);
}

std::vector<AppliedPolicy> with(std::vector<AppliedPolicy> policies, const std::vector<AppliedPolicy>& added) {
  for (const AppliedPolicy& policy : added) {
    std::erase_if(policies, [&](const AppliedPolicy& old) { return old.name == policy.name; });
    policies.push_back(policy);
  }
  std::sort(policies.begin(), policies.end(),
            [](const AppliedPolicy& a, const AppliedPolicy& b) { return a.name < b.name; });
  return policies;
}

/// What there is to say of a policy that has nothing to do on this kernel.
void add_not_needed(std::vector<ExaminedBinary>& binaries, const Policy& policy) {
  for (const BinaryEntry& entry : policy.binaries) {
    for (const BinaryPath& path : entry.paths) {
      PlannedBinary binary;
      binary.policy = policy.name;
      binary.path = binary.real_path = path.text;
      binary.template_name = entry.template_name;
      binary.profile = entry.profile;
      binary.glob = entry.glob;
      binary.state = BinaryState::not_needed;
      binaries.push_back({binary, binary.state, "this kernel does not restrict user namespaces"});
    }
  }
}

ApplyResult apply_afresh(const Host& host, const std::vector<PolicyText>& texts, When when,
                         const ChangeOptions& options) {
  const bool always = when == When::always;
  ApplyResult result;
  const std::vector<Policy> policies = read_policies(texts, result.notices);
  refuse_examples(policies);
  for (const Policy& policy : policies) result.asked.push_back(policy.name);
  require_kernel_or_image(host, policies);

  const HostFacts facts = kernel_facts(host);
  std::vector<AppliedPolicy> wanted;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    if (is_needed({policies[i], always}, facts)) {
      wanted.push_back({policies[i].name, texts[i], always});
    } else {
      result.has_not_needed = true;
      add_not_needed(result.not_needed, policies[i]);
    }
  }
  const Templates templates = load_templates(host.root, options.templates);
  const auto make_target = [&](const NumberedGeneration& current) {
    return desired_target(host, current.generation, with(current.generation.policies, wanted), templates);
  };
  result.outcome = change_host(host, {.command = "apply",
                                      .dry_run = options.dry_run,
                                      .make_target = make_target,
                                      .restart_units = options.restart_units});
  return result;
}

/// Whether there is nothing to say but that nothing is to be done.
bool is_unremarkable(const ApplyResult& result) {
  return result.outcome.changes.empty() && result.outcome.settings.is_empty() && result.outcome.notices.empty() &&
         result.notices.empty() && !result.has_not_needed;
}

/// Whether it is of these policies, among others.
bool is_of(const Answer& answer, const std::vector<PolicyText>& texts, When when) {
  return std::all_of(texts.begin(), texts.end(), [&](const PolicyText& text) {
    return std::any_of(answer.policies.begin(), answer.policies.end(), [&](const AppliedPolicy& applied) {
      return applied.source.text == text.text && applied.always == (when == When::always);
    });
  });
}

}  // namespace

ApplyResult apply(const Host& host, const std::vector<PolicyText>& texts, When when, const ChangeOptions& options) {
  if (options.dry_run || !options.templates.empty()) return apply_afresh(host, texts, when, options);
  AnswerKeeper keeper(host, "apply");
  if (const auto known = keeper.recalled(); known && is_of(*known, texts, when)) {
    ApplyResult result;
    result.outcome = {{}, known->generation, known->binaries, {}, {}, known->sources, known->policies};
    return result;
  }
  keeper.begin();
  ApplyResult result = apply_afresh(host, texts, when, options);
  const Outcome& outcome = result.outcome;
  if (is_unremarkable(result))
    keeper.keep({outcome.generation, outcome.policies, outcome.binaries, time_now(), outcome.sources});
  return result;
}

}  // namespace aug
