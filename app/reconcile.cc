#include "actions/reconcile.h"

#include "app/command.h"

namespace aug::app {
namespace {

Report run(const Invocation& invocation) {
  require_no_arguments(invocation, "reconcile");
  const Host host(invocation.host_choice());
  const ReconcileOptions options{invocation.is_set("dry-run"), invocation.text("templates"),
                                 invocation.is_set("restart-units")};
  const Outcome outcome = reconcile(host, options);
  Report report = report_on(outcome, invocation, "reconciled:");
  if (has_errors(outcome.notices)) {
    report.exit = outcome.changes.empty() ? ExitCode::conflict : ExitCode::not_as_applied;
  }
  return report;
}

}  // namespace

const Command reconcile_command = {
    "reconcile",
    "",
    "fit what is applied to the host as it is now",
    "Plans every applied policy afresh: leaves a binary to a profile that the distribution ships by now, takes it up\n"
    "again when that is gone, and repairs what drifted. Does nothing where nothing changed. A policy that is in\n"
    "conflict stays as it is, and is named: exit 7 when others were reconciled, 6 when nothing changed.",
    restart_option,
    run,
    true,
};

}  // namespace aug::app
