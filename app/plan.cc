#include "actions/apply.h"
#include "app/apply_report.h"
#include "app/policy_arguments.h"

namespace aug::app {
namespace {

void describe(po::options_description& options) {
  add_all_option(options);
  options.add_options()("exit-code", po::bool_switch(), "exit with 7 when there is something to change")(
      "verbose", po::bool_switch(), "print the files used, and each step that is only written down");
}

Report run(const Invocation& invocation) {
  const Host host(invocation.host_choice());
  ChangeOptions options = invocation.change_options();
  options.dry_run = true;
  const ApplyResult result = apply(host, policies_named_or_all(host, invocation), when_of(invocation), options);
  Report report = report_on(result, options, invocation);
  if (!host.may_read_state()) {
    report.diagnoses.push_back({"less-without-root"_id,
                                Severity::notice,
                                {},
                                "only root may see what is applied: this is the plan for a host without it",
                                ""});
  }
  if (invocation.is_set("exit-code") && !result.outcome.changes.empty()) report.exit = ExitCode::not_as_applied;
  return report;
}

}  // namespace

const Command plan_command = {
    .name = "plan",
    .arguments = "POLICY... | --all",
    .summary = "show the steps and the text diff that apply would carry out",
    .explanation =
        "Prints the very list of steps that apply would carry out now, and how many they are. Changes nothing.",
    .groups = {OptionGroup::host, OptionGroup::kernel, OptionGroup::parser, OptionGroup::templates, OptionGroup::when,
               OptionGroup::best_effort},
    .describe = describe,
    .run = run,
};

}  // namespace aug::app
