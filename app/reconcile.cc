#include "actions/reconcile.h"

#include "app/change_report.h"
#include "core/text/format.h"

namespace aug::app {
namespace {

Report run(const Invocation& invocation) {
  require_no_arguments(invocation, "reconcile");
  const Host host(invocation.host_choice());
  const ChangeOptions options = invocation.change_options();
  const Outcome outcome = reconcile(host, options);
  Report report =
      report_on(outcome, options, {aug::format("reconciled: generation {}", outcome.generation)}, invocation);
  if (has_errors(outcome.notices)) {
    report.exit = outcome.changes.empty() ? ExitCode::conflict : ExitCode::not_as_applied;
  }
  return report;
}

}  // namespace

const Command reconcile_command = {
    .name = "reconcile",
    .summary = "fit what is applied to the host as it is now",
    .explanation =
        "Plans every applied policy afresh: leaves a binary to a profile that the distribution ships by now, takes it "
        "up\n"
        "again when that is gone, and repairs what drifted. Does nothing where nothing changed. A policy that is in\n"
        "conflict stays as it is, and is named: exit 7 when others were reconciled, 6 when nothing changed.",
    .groups = {OptionGroup::host, OptionGroup::kernel, OptionGroup::parser, OptionGroup::templates,
               OptionGroup::dry_run, OptionGroup::change, OptionGroup::best_effort},
    .run = run,
    .changes_host = true,
};

}  // namespace aug::app
