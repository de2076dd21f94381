#include "actions/remove.h"

#include <utility>

#include "actions/desired.h"
#include "actions/policy_names.h"
#include "core/change/generation_parts.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "core/text/terminal_text.h"
#include "system/templates.h"

namespace aug {
namespace {

/// A slip of the pen must not pass for a policy that is gone.
void require_known(const Host& host, const Generation& current, const std::vector<std::string>& names) {
  const std::vector<std::string> known = names_of_policies(host, current.policies);
  Diagnoses unknown;
  for (const std::string& name : names) {
    if (contains(known, name)) continue;
    unknown.push_back({"policy-not-applied"_id,
                       Severity::error,
                       {},
                       aug::format("cannot remove {}: no policy has that name", quoted(name)),
                       hint_on_unknown(name, known, current.binaries)});
  }
  if (!unknown.empty()) throw Failure(ExitCode::failed, unknown);
}

std::vector<std::string> names_not_applied(const std::vector<std::string>& names, const Generation& current) {
  std::vector<std::string> missing = names;
  for (const AppliedPolicy& applied : current.policies) std::erase(missing, applied.name);
  return missing;
}

}  // namespace

RemoveResult remove(const Host& host, const Removal& removal, const ChangeOptions& options) {
  RemoveResult result;
  const Templates templates = load_templates(host.root, options.templates);
  const auto make_target = [&](const NumberedGeneration& current) {
    // Without the right to read it, nothing is known of what is applied.
    const std::vector<std::string> missing = names_not_applied(removal.names, current.generation);
    if (!missing.empty() && !removal.may_be_unknown && host.may_read_state()) {
      require_known(host, current.generation, missing);
    }
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
