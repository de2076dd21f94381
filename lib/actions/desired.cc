#include "actions/desired.h"

#include <algorithm>
#include <set>
#include <utility>

#include "actions/extend_profiles.h"
#include "actions/read_policies.h"
#include "core/plan/setting_planner.h"
#include "core/text/counted.h"
#include "core/text/lists.h"

namespace aug {
namespace {

std::vector<ProfileFile> files_of(const std::vector<RenderedProfile>& profiles) {
  std::vector<ProfileFile> files;
  for (const RenderedProfile& profile : profiles) files.push_back({profile.name, profile.text});
  return files;
}

std::vector<std::string> sources_of(const std::vector<PolicyText>& policies, const std::vector<ProfilePlan>& profiles,
                                    const Templates& templates) {
  std::vector<std::string> sources;
  for (const PolicyText& policy : policies) sources.push_back(policy.origin);
  std::set<std::string> used;
  for (const ProfilePlan& profile : profiles) used.insert(templates.at(profile.template_name).origin());
  append(sources, used);
  return sources;
}

}  // namespace

Target desired_target(const Host& host, const Generation& current, std::vector<AppliedPolicy> policies,
                      const Templates& templates) {
  Generation desired;
  desired.policies = std::move(policies);
  if (desired.policies.empty()) return {desired};  // nothing to compile: also works where the parser is gone

  std::vector<PolicyText> texts;
  for (const AppliedPolicy& policy : desired.policies) texts.push_back(policy.source);
  Diagnoses notices;  // given when the policy was applied
  const std::vector<Policy> read = read_policies(texts, notices);

  std::vector<PlannedPolicy> planned;
  for (std::size_t i = 0; i < read.size(); ++i) {
    const bool is_applied =
        std::find(current.policies.begin(), current.policies.end(), desired.policies[i]) != current.policies.end();
    planned.push_back({read[i], desired.policies[i].always, is_applied});
  }
  host.doing("reading the profiles of others");
  HostFacts facts = gather_facts(host, read);
  look_at_others(facts, host, current);
  const Plan plan = plan_profiles(planned, facts, templates);
  SettingPlan settings = plan_settings(planned, facts, current.sysctls);
  const std::vector<RenderedProfile> rendered = render_profiles(plan.profiles, templates);

  desired.binaries = plan.binaries;
  desired.files = files_of(rendered);
  desired.taken_over = plan.taken_over;
  extend_profiles(host, current, plan.extensions, desired);
  desired.sysctls = std::move(settings.sysctls);
  desired.units = std::move(settings.units);
  desired.drop_ins = std::move(settings.drop_ins);
  Diagnoses found = std::move(facts.unread);
  append(found, plan.warnings);
  append(found, settings.notices);
  const std::vector<std::string> sources = sources_of(texts, plan.profiles, templates);
  if (rendered.empty()) return {desired, std::nullopt, found, sources};
  desired.build = build_of(host, desired.files);
  const bool same_build = desired.build == current.build;
  const bool same = same_build && desired.files == current.files;
  const bool same_extended = same_build && desired.extended == current.extended;
  if (!same) host.doing("compiling " + counted(rendered.size(), "profile"));
  desired.compiled = same ? current.compiled : split_compiled(compile(host.parser_setting(), rendered));
  desired.extended_compiled = same_extended ? current.extended_compiled : compile_extended(host, desired.extended);
  return {desired, std::nullopt, found, sources};
}

}  // namespace aug
