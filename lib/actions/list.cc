#include "actions/list.h"

#include <algorithm>

#include "actions/known_policies.h"
#include "core/policy/example_policy.h"
#include "core/policy/policy_reader.h"
#include "system/attempt.h"
#include "system/program_search.h"

namespace aug {
namespace {

bool is_here(const Root& root, const BinaryEntry& entry, const std::string& path) {
  return attempt([&] { return entry.glob ? !programs_matching(root, path).empty() : is_program(root, path); });
}

ListedPolicy listed(const Root& root, const KnownPolicy& known) {
  ListedPolicy listed{.name = known.name, .origin = known.source.origin, .flaw = known.flaw};
  if (!known.policy) return listed;
  listed.is_example = !placeholders_in(*known.policy).empty();
  listed.description = known.policy->description;
  for (const BinaryEntry& entry : known.policy->binaries) {
    for (const BinaryPath& path : entry.paths) {
      listed.programs.push_back({path.text, is_here(root, entry, path.text)});
    }
  }
  return listed;
}

KnownPolicy known_as_applied(const AppliedPolicy& applied) {
  return {applied.name, applied.source, read_policy(applied.source.text, applied.source.origin).policy};
}

/// Marks what is applied, and adds what is known by that alone.
void add_applied(const Root& root, const Generation& current, std::vector<ListedPolicy>& policies) {
  for (ListedPolicy& policy : policies) policy.applied = false;
  for (const AppliedPolicy& applied : current.policies) {
    if (std::ranges::find(policies, applied.name, &ListedPolicy::name) == policies.end()) {
      policies.push_back(listed(root, known_as_applied(applied)));
    }
    for (ListedPolicy& policy : policies) {
      if (policy.name == applied.name) policy.applied = true;
    }
  }
}

}  // namespace

ListReport list(const Host& host) {
  ListReport report;
  for (const KnownPolicy& known : known_policies(host.root)) report.policies.push_back(listed(host.root, known));
  if (host.may_read_state()) {
    add_applied(host.root, host.store.current().generation, report.policies);
  } else {
    report.notices.push_back({"less-without-root"_id,
                              Severity::notice,
                              {},
                              "cannot see what is applied: only root may",
                              "run this as root to see it"});
  }
  std::ranges::stable_sort(report.policies, {}, &ListedPolicy::name);
  return report;
}

}  // namespace aug
