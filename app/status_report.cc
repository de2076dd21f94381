#include "app/status_report.h"

#include "actions/write_metrics.h"
#include "app/version.h"
#include "core/status/missing_programs.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/wrapped.h"

namespace aug::app {

Report report_on(const StatusReport& status, const Style& style) {
  Report report;
  report.exit = status.is_good() ? ExitCode::done : ExitCode::not_as_applied;
  report.diagnoses = status.notices;
  report.add(warnings_on_missing(status.binaries));
  if (status.interrupted) {
    report.diagnoses.push_back({"change-under-way"_id,
                                Severity::warning,
                                {},
                                "a change was interrupted, or is under way just now",
                                "recover takes back what was interrupted, and so does the next change"});
  }
  report.text =
      wrapped(aug::format("host: {}: {}", name_of(status.host.level), status.host.sentence), 6, style.width) + '\n';
  if (status.policies.empty() && report.diagnoses.empty()) report.text += "nothing is applied\n";
  if (!status.policies.empty()) report.text += aug::format("generation {}\n", status.generation);
  report.text += binaries_text(status.binaries, style) + settings_text(status.settings, style);
  report.fields = {
      {"host",
       {{"level", name_of(status.host.level)},
        {"sentence", status.host.sentence},
        {"restriction", name_of(status.host.restriction)}}},
      {"generation", status.generation},
      {"policies", policies_json(status.binaries, status.settings, Inspection{status.deepest, status.looked_at})}};
  add_settings(report.fields, status.settings);
  return report;
}

void require_all_for_metrics(const Invocation& invocation) {
  if (!invocation.has("metrics") || invocation.arguments.empty()) return;
  // node_exporter would take the other policies for gone.
  throw Failure(ExitCode::usage, "bad-option"_id, "cannot use --metrics for some policies: the file tells of all",
                "leave out the names");
}

void write_metrics(const Host& host, const StatusReport& status, const Invocation& invocation) {
  if (!invocation.has("metrics")) return;
  const std::string path = invocation.text("metrics");
  if (path.empty() || path == "-") {
    throw Failure(ExitCode::usage, "bad-option-value"_id,
                  aug::format("cannot use '{}' for --metrics: it must be a file", path),
                  "name one in the folder that node_exporter reads, with the ending .prom");
  }
  aug::write_metrics(host, status, version(), path);
}

}  // namespace aug::app
