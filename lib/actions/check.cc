#include "actions/check.h"

#include "actions/read_policies.h"
#include "core/plan/profile_planner.h"
#include "core/text/format.h"
#include "system/templates.h"

namespace aug {

Rendering render(const Host& host, const std::vector<PolicyText>& texts, const std::string& templates) {
  Rendering rendering;
  const std::vector<Policy> policies = read_policies(texts, rendering.notices);
  std::vector<PlannedPolicy> planned;
  for (const Policy& policy : policies) planned.push_back({policy, true});

  const Templates found = load_templates(host.root, templates);
  Plan plan = plan_profiles(planned, gather_facts(host, policies), found);  // whatever others have on this host
  rendering.profiles = render_profiles(plan.profiles, found);
  rendering.binaries = std::move(plan.binaries);
  return rendering;
}

Rendering check(const Host& host, const std::vector<PolicyText>& texts, const std::string& templates) {
  Rendering rendering = render(host, texts, templates);
  if (rendering.profiles.empty()) return rendering;
  host.doing(aug::format("compiling {} profiles", rendering.profiles.size()));
  compile(host.parser_setting(), rendering.profiles);
  return rendering;
}

}  // namespace aug
