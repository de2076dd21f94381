#include "actions/reconcile.h"

#include <fmt/format.h>

#include "app/command.h"

namespace aug::app {
namespace {

Report run(const Invocation& invocation) {
  require_no_arguments(invocation, "reconcile");
  const Host host(invocation.host_choice());
  const bool dry_run = invocation.is_set("dry-run");
  const Outcome outcome = reconcile(host, {dry_run, invocation.text("templates")});
  Report report;
  report.diagnoses = outcome.notices;
  if (dry_run) {
    report.text = plan_text(outcome.changes);
  } else {
    if (invocation.is_set("verbose")) report.text += steps_text(outcome.changes);
    report.text += binaries_text(outcome.binaries, invocation.style);
    report.text +=
        outcome.changes.empty() ? "no changes\n" : fmt::format("reconciled: generation {}\n", outcome.generation);
  }
  report.fields = {{"generation", outcome.generation},
                   {"policies", policies_json(outcome.binaries)},
                   {"steps", steps_json(outcome.changes)}};
  return report;
}

}  // namespace

const Command reconcile_command = {
    "reconcile",
    "",
    "fit what is applied to the host as it is now",
    "Plans every applied policy afresh: leaves a binary to a profile that the distribution ships by now, takes it up\n"
    "again when that is gone, and repairs what drifted. Does nothing where nothing changed.",
    no_options,
    run,
};

}  // namespace aug::app
