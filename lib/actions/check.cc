#include "actions/check.h"

#include "actions/doctor_applied.h"
#include "actions/read_policies.h"
#include "core/plan/profile_planner.h"
#include "core/policy/example_policy.h"
#include "core/text/counted.h"
#include "core/text/lists.h"
#include "system/templates.h"

namespace aug {
namespace {

Diagnoses as_warnings(Diagnoses diagnoses) {
  for (Diagnosis& diagnosis : diagnoses) diagnosis.severity = Severity::warning;
  return diagnoses;
}

enum class Others { pass_over, look_at };

Rendering rendering_of(const Host& host, const std::vector<PolicyText>& texts, const std::string& templates,
                       Others others) {
  Rendering rendering;
  const Templates found = load_templates(host.root, templates);
  const std::vector<Policy> policies = read_policies(texts, rendering.notices, &found);
  std::vector<PlannedPolicy> planned;
  for (const Policy& policy : policies) planned.push_back({policy, true});

  HostFacts facts = gather_facts(host, policies);
  // What is only printed may be for another host.
  if (others == Others::pass_over) facts.parser_without_priority.clear();
  if (others == Others::look_at) {
    Gaps gaps;  // others' profiles can be looked at without what is applied
    look_at_others(facts, host, what_is_applied(host, gaps));
    for (const std::string& gap : gaps) {
      rendering.notices.push_back(
          {"applied-passed-over"_id, Severity::warning, {}, "passed over what is applied: " + gap, ""});
    }
    append(rendering.notices, facts.unread);
    for (const Policy& policy : policies) append(rendering.notices, as_warnings(placeholders_in(policy)));
  }
  Plan plan = plan_profiles(planned, facts, found);
  rendering.profiles = render_profiles(plan.profiles, found);
  rendering.binaries = std::move(plan.binaries);
  return rendering;
}

}  // namespace

Rendering render(const Host& host, const std::vector<PolicyText>& texts, const std::string& templates) {
  return rendering_of(host, texts, templates, Others::pass_over);
}

Rendering check(const Host& host, const std::vector<PolicyText>& texts, const std::string& templates) {
  Rendering rendering = rendering_of(host, texts, templates, Others::look_at);
  if (rendering.profiles.empty()) return rendering;
  host.doing("compiling " + counted(rendering.profiles.size(), "profile"));
  compile(host.parser_setting(), rendering.profiles);
  return rendering;
}

}  // namespace aug
