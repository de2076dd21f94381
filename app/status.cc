#include "actions/status.h"

#include "app/command.h"
#include "core/text/format.h"

namespace aug::app {

Report report_on(const StatusReport& status, const Style& style) {
  Report report;
  report.exit = status.is_good() ? ExitCode::done : ExitCode::not_as_applied;
  report.diagnoses = status.notices;
  report.text = aug::format("host: {}: {}\n", name_of(status.host.level), status.host.sentence);
  if (status.policies.empty() && status.notices.empty()) report.text += "nothing is applied\n";
  if (!status.policies.empty()) report.text += aug::format("generation {}\n", status.generation);
  report.text += binaries_text(status.binaries, style) + settings_text(status.settings, style);
  report.fields = {{"host",
                    {{"level", name_of(status.host.level)},
                     {"sentence", status.host.sentence},
                     {"restriction", name_of(status.host.restriction)}}},
                   {"generation", status.generation},
                   {"policies", policies_json(status.binaries, status.settings)}};
  add_settings(report.fields, status.settings);
  return report;
}

namespace {

Report run_status(const Invocation& invocation) {
  require_no_arguments(invocation, "status");
  const Host host(invocation.host_choice());
  const StatusReport report = status(host, {}, Depth::look);
  write_metrics(host, report, invocation);
  return report_on(report, invocation.style);
}

}  // namespace

const Command status_command = {
    "status",
    "",
    "what is applied, loaded and attached, and what drifted",
    "Compares files, kernel and attachments with what was applied. Exits with 7 at a difference.",
    metrics_option,
    run_status,
};

}  // namespace aug::app
