#include "actions/remove.h"

#include "app/command.h"
#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug::app {
namespace {

void describe(po::options_description& options) {
  options.add_options()("all", po::bool_switch(), "every policy that is applied")(
      "purge", po::bool_switch(), "with --all: forget the generations too");
  restart_option(options);
}

void check_usage(const Invocation& invocation) {
  if (invocation.is_set("all")) {
    require_no_arguments(invocation, "--all");
  } else if (invocation.is_set("purge")) {
    throw Failure(ExitCode::usage, "cannot use --purge without --all");
  } else if (invocation.arguments.empty()) {
    throw Failure(ExitCode::usage, "cannot start: no policy is named",
                  "name an applied policy; 'aa-userns-gen status' lists them");
  }
}

Report report_on(const RemoveResult& result, bool dry_run, bool verbose) {
  Report report;
  report.add(result.outcome.notices);
  if (has_errors(result.outcome.notices)) report.exit = ExitCode::not_as_applied;
  for (const std::string& name : result.not_applied) {
    report.diagnoses.push_back(
        {Severity::warning, {}, aug::format("policy '{}' is not applied: nothing to remove", name), ""});
  }
  if (!dry_run && verbose) report.text += steps_text(result.outcome.changes);
  if (dry_run) {
    report.text = plan_text(result.outcome.changes);
  } else if (result.outcome.changes.empty()) {
    report.text += "no changes\n";
  } else {
    report.text =
        aug::format("removed {}: generation {}\n", fmt::join(result.removed, ", "), result.outcome.generation);
  }
  report.fields = {{"generation", result.outcome.generation},
                   {"removed", result.removed},
                   {"policies", policies_json(result.outcome.binaries, result.outcome.settings)},
                   {"steps", steps_json(result.outcome.changes)}};
  return report;
}

Report run(const Invocation& invocation) {
  check_usage(invocation);
  const Host host(invocation.host_choice());
  const bool dry_run = invocation.is_set("dry-run");
  const RemoveOptions options{invocation.is_set("all"), dry_run, invocation.text("templates"),
                              invocation.is_set("restart-units"), invocation.is_set("purge")};
  const RemoveResult result = remove(host, invocation.arguments, options);
  return report_on(result, dry_run, invocation.is_set("verbose"));
}

}  // namespace

const Command remove_command = {
    "remove",
    "NAME... | --all [--purge]",
    "take policies away again",
    "Unloads the profiles of the policies and removes their files, unless another applied policy needs them too.\n"
    "Processes that run under a profile become unconfined when it goes.",
    describe,
    run,
    true,
};

}  // namespace aug::app
