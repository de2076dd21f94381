#include "actions/reconcile.h"

#include <algorithm>
#include <utility>

#include "actions/desired.h"
#include "core/change/generation_parts.h"
#include "core/text/failure.h"
#include "core/text/lists.h"
#include "system/attempt.h"
#include "system/templates.h"

namespace aug {
namespace {

using Policies = std::vector<AppliedPolicy>;

class Reconciler {
 public:
  Reconciler(const Host& host, const Generation& current, const Templates& templates)
      : host_(host), current_(current), templates_(templates) {}

  /// A conflict over one policy does not keep the others from being reconciled: it stays as it is, and is an error
  /// among the notices.
  Target target() const {
    return attempt([&] { return desired(current_.policies); },
                   [&](const Failure& failure) {
                     auto partial = failure.code() == ExitCode::conflict ? without_those_in_conflict() : std::nullopt;
                     if (!partial) throw;
                     return std::move(*partial);
                   });
  }

 private:
  Target desired(const Policies& policies) const { return desired_target(host_, current_, policies, templates_); }

  std::optional<Target> without_those_in_conflict() const {
    Policies rest;
    std::vector<std::string> names;
    Diagnoses conflicts;
    for (const AppliedPolicy& policy : current_.policies) {
      const Diagnoses found = conflicts_of(policy);
      append(conflicts, found);
      if (!found.empty()) continue;
      rest.push_back(policy);
      names.push_back(policy.name);
    }
    if (conflicts.empty() || rest.empty()) return std::nullopt;
    Target target = desired(rest);
    const auto kept = without_policies(current_, names);
    auto both = kept ? joined(*kept, target.generation) : std::nullopt;
    if (!both) return std::nullopt;
    target.generation = std::move(*both);
    append(target.notices, conflicts);
    return target;
  }

  /// Of the policy by itself.
  Diagnoses conflicts_of(const AppliedPolicy& policy) const {
    return attempt(
        [&] {
          desired({policy});
          return Diagnoses{};
        },
        [](const Failure& failure) {
          if (failure.code() != ExitCode::conflict) throw;
          return failure.diagnoses();
        });
  }

  const Host& host_;
  const Generation& current_;
  const Templates& templates_;
};

}  // namespace

Outcome reconcile(const Host& host, const ChangeOptions& options) {
  const Templates templates = load_templates(host.root, options.templates);
  const auto make_target = [&](const NumberedGeneration& current) {
    return Reconciler(host, current.generation, templates).target();
  };
  return change_host(host, {.command = "reconcile",
                            .dry_run = options.dry_run,
                            .make_target = make_target,
                            .restart_units = options.restart_units});
}

}  // namespace aug
