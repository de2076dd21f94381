#include "actions/reconcile.h"

#include "actions/desired.h"
#include "system/templates.h"

namespace aug {

Outcome reconcile(const Host& host, const ReconcileOptions& options) {
  const Templates templates = load_templates(host.root, options.templates);
  const auto make_target = [&](const NumberedGeneration& current) {
    return desired_target(host, current.generation, current.generation.policies, templates);
  };
  return change_host(host, {"reconcile", options.dry_run, make_target});
}

}  // namespace aug
