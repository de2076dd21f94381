#include "actions/recover.h"

#include "app/change_report.h"
#include "core/text/format.h"

namespace aug::app {
namespace {

std::string sentence_on(const Recovery& recovery, bool dry_run) {
  if (recovery.is_purge) {
    return dry_run ? "would go on with an interrupted purge\n" : "went on with an interrupted purge: nothing is kept\n";
  }
  return dry_run ? aug::format("would take back an interrupted '{}'\n", recovery.command)
                 : aug::format("took back an interrupted '{}': the host is as it was before\n", recovery.command);
}

Report report_on(const Recovery& recovery, const ChangeOptions& options) {
  Report report;
  report.diagnoses = recovery.warnings;
  for (const Step& step : recovery.taken_back) report.text += describe(step) + "\n";
  report.text += sentence_on(recovery, options.dry_run);
  report.fields = {{"recovered", !options.dry_run}, {"steps", steps_json(recovery.taken_back)}};
  if (options.dry_run) {
    report.diagnoses.push_back({"change-under-way"_id,
                                Severity::notice,
                                {},
                                "the change may be under way just now: recover waits for its end",
                                ""});
  }
  return report;
}

Report run(const Invocation& invocation) {
  require_no_arguments(invocation, "recover");
  const Host host(invocation.host_choice());
  const ChangeOptions options = invocation.change_options();
  if (const auto recovery = recover(host, options)) return report_on(*recovery, options);
  Report report;
  report.text = "nothing to recover\n";
  report.fields = {{"recovered", false}, {"steps", Json::array()}};
  return report;
}

}  // namespace

const Command recover_command = {
    .name = "recover",
    .summary = "take back what an interrupted change left",
    .explanation =
        "Takes back what a change left that was interrupted by a crash or a power cut. Every other changing command\n"
        "does so first, and at boot aa-userns-gen-recover.service does, before the profiles are loaded.",
    .groups = {OptionGroup::host, OptionGroup::kernel, OptionGroup::dry_run, OptionGroup::best_effort},
    .run = run,
    .changes_host = true,
};

}  // namespace aug::app
