#include "actions/verify.h"

#include "app/status_report.h"
#include "core/text/failure.h"

namespace aug::app {
namespace {

Report run(const Invocation& invocation) {
  // node_exporter would take the other policies for gone.
  if (invocation.has("metrics") && !invocation.arguments.empty()) {
    throw Failure(ExitCode::usage, "bad-option"_id, "cannot use --metrics for some policies: the file tells of all",
                  "leave out the names");
  }
  const Host host(invocation.host_choice());
  const StatusReport report = verify(host, invocation.arguments);
  write_metrics(host, report, invocation);
  return report_on(report, invocation.style);
}

}  // namespace

const Command verify_command = {
    .name = "verify",
    .arguments = "[NAME...]",
    .summary = "prove on the kernel that the binaries get what was applied",
    .explanation =
        "As status, and tries it: the kernel is asked which profile each binary gets, and a plain user makes a "
        "namespace\n"
        "under that profile and uses it; with bubblewrap, programs inside find their capabilities refused. Names "
        "restrict\n"
        "it to these policies. Exits with 0 when all is as applied, with 7 when something is not, and with 4 where it "
        "may\n"
        "not look: fit for a health check.",
    .groups = {OptionGroup::host, OptionGroup::kernel, OptionGroup::parser, OptionGroup::best_effort,
               OptionGroup::metrics},
    .run = run,
};

}  // namespace aug::app
