#include "app/command.h"

#include <array>

#include "actions/write_metrics.h"
#include "app/progress.h"
#include "app/version.h"
#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug::app {

HostChoice Invocation::host_choice() const {
  return {has("root") ? std::optional(text("root")) : std::nullopt, text("parser"), text("apparmorfs"),
          is_watched ? show_progress : Progress()};
}

std::span<const Command* const> commands() {
  static constexpr std::array<const Command*, 14> all = {
      &check_command,     &render_command,   &plan_command,    &apply_command,   &remove_command,
      &reconcile_command, &rollback_command, &history_command, &recover_command, &status_command,
      &verify_command,    &doctor_command,   &explain_command, &suggest_command};
  return all;
}

void no_options(po::options_description&) {}

void restart_option(po::options_description& options) {
  options.add_options()("restart-units", po::bool_switch(),
                        "restart the running services of changed units, when all is done");
}

void metrics_option(po::options_description& options) {
  options.add_options()("metrics", po::value<std::string>()->value_name("FILE"),
                        "also write a file for Prometheus (node_exporter's textfile collector)");
}

void write_metrics(const Host& host, const StatusReport& status, const Invocation& invocation) {
  if (!invocation.has("metrics")) return;
  const std::string path = invocation.text("metrics");
  if (path.empty() || path == "-") {
    throw Failure(ExitCode::usage, aug::format("cannot use '{}' for --metrics: it must be a file", path),
                  "name one in the folder that node_exporter reads, with the ending .prom");
  }
  aug::write_metrics(host, status, version(), path);
}

void require_no_arguments(const Invocation& invocation, std::string_view what) {
  if (invocation.arguments.empty()) return;
  throw Failure(ExitCode::usage,
                aug::format("cannot use '{}': {} takes no arguments", invocation.arguments.front(), what));
}

std::vector<PolicyText> policies_named(const Host& host, const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    throw Failure(ExitCode::usage, "cannot start: no policy is named",
                  "name a policy file, or an installed policy: runner");
  }
  std::vector<PolicyText> texts;
  Diagnoses missing;
  for (const std::string& argument : arguments) {
    try {
      texts.push_back(find_policy(host.root, argument));
    } catch (const Failure& failure) {
      missing.insert(missing.end(), failure.diagnoses().begin(), failure.diagnoses().end());
    }
  }
  if (!missing.empty()) throw Failure(ExitCode::invalid_policy, missing);
  return texts;
}

Report report_on(const Outcome& outcome, const Invocation& invocation, std::string_view done) {
  Report report;
  report.diagnoses = outcome.notices;
  if (invocation.is_set("dry-run")) {
    report.text = plan_text(outcome.changes);
  } else {
    if (invocation.is_set("verbose")) report.text += steps_text(outcome.changes);
    report.text +=
        binaries_text(outcome.binaries, invocation.style) + settings_text(outcome.settings, invocation.style);
    report.text +=
        outcome.changes.empty() ? "no changes\n" : aug::format("{} generation {}\n", done, outcome.generation);
  }
  report.fields = {{"generation", outcome.generation},
                   {"policies", policies_json(outcome.binaries, outcome.settings)},
                   {"steps", steps_json(outcome.changes)}};
  add_settings(report.fields, outcome.settings);
  return report;
}

}  // namespace aug::app
