#include "actions/remove.h"

#include <utility>

#include "actions/desired.h"
#include "core/change/generation_parts.h"
#include "core/text/lists.h"
#include "system/templates.h"

namespace aug {

RemoveResult remove(const Host& host, const Removal& removal, const ChangeOptions& options) {
  RemoveResult result;
  const Templates templates = load_templates(host.root, options.templates);
  const auto make_target = [&](const NumberedGeneration& current) {
    result.removed.clear();
    std::vector<AppliedPolicy> left;
    for (const AppliedPolicy& policy : current.generation.policies) {
      if (removal.all || contains(removal.names, policy.name)) {
        result.removed.push_back(policy.name);
      } else {
        left.push_back(policy);
      }
    }
    if (result.removed.empty()) return Target{current.generation};
    // What stays is left alone where it can be: a conflict over it is no reason to keep what shall go.
    if (auto rest = without_policies(current.generation, result.removed)) return Target{std::move(*rest)};
    return desired_target(host, current.generation, std::move(left), templates);
  };
  result.outcome = change_host(host, {.command = "remove",
                                      .dry_run = options.dry_run,
                                      .make_target = make_target,
                                      .restart_units = options.restart_units,
                                      .purge = removal.purge});
  for (const std::string& name : removal.names) {
    if (!contains(result.removed, name)) result.not_applied.push_back(name);
  }
  return result;
}

}  // namespace aug
