#include "actions/status.h"

#include "app/status_report.h"

namespace aug::app {
namespace {

Report run(const Invocation& invocation) {
  require_all_for_metrics(invocation);
  const Host host(invocation.host_choice());
  const StatusReport report = status(host, invocation.arguments, Depth::look);
  write_metrics(host, report, invocation);
  return report_on(report, invocation.style);
}

}  // namespace

const Command status_command = {
    .name = "status",
    .arguments = "[NAME...]",
    .summary = "what is applied, loaded and attached, and what drifted",
    .explanation =
        "Compares files, kernel and attachments with what was applied. Names restrict it to these policies. Exits with "
        "7 at\n"
        "a difference.",
    .groups = {OptionGroup::host, OptionGroup::kernel, OptionGroup::parser, OptionGroup::metrics},
    .run = run,
};

}  // namespace aug::app
