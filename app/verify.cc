#include "actions/verify.h"

#include "app/status_report.h"

namespace aug::app {
namespace {

Report run(const Invocation& invocation) {
  require_all_for_metrics(invocation);
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
