#include "actions/remove.h"

#include "app/change_report.h"
#include "app/policy_arguments.h"
#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug::app {
namespace {

void describe(po::options_description& options) {
  options.add_options()("all", po::bool_switch(), "every policy that is applied")(
      "purge", po::bool_switch(), "with --all: forget the generations too");
}

void check_usage(const Invocation& invocation) {
  if (invocation.is_set("all")) {
    require_no_arguments(invocation, "--all");
  } else if (invocation.is_set("purge")) {
    throw Failure(ExitCode::usage, "bad-option"_id, "cannot use --purge without --all");
  } else if (invocation.arguments.empty()) {
    throw no_policy_named("name an applied policy; 'aa-userns-gen list' has them");
  }
}

Report report_on(const RemoveResult& result, const ChangeOptions& options, const Invocation& invocation) {
  const Outcome& outcome = result.outcome;
  ChangeWords words{aug::format("removed {}: generation {}", fmt::join(result.removed, ", "), outcome.generation)};
  words.shows_state = false;  // what stays was not asked for
  Report report = report_on(outcome, options, words, invocation);
  if (has_errors(outcome.notices)) report.exit = ExitCode::not_as_applied;
  if (invocation.is_set("purge") && !options.dry_run && !has_errors(outcome.notices)) {
    if (result.removed.empty()) report.text.clear();
    report.text += "purged: nothing is kept of earlier changes\n";
  }
  for (const std::string& name : result.not_applied) {
    report.diagnoses.push_back({"policy-not-applied"_id,
                                Severity::warning,
                                {},
                                aug::format("policy '{}' is not applied: nothing to remove", name),
                                ""});
  }
  report.fields["removed"] = result.removed;
  return report;
}

Report run(const Invocation& invocation) {
  check_usage(invocation);
  const Host host(invocation.host_choice());
  const ChangeOptions options = invocation.change_options();
  const Removal removal{invocation.arguments, invocation.is_set("all"), invocation.is_set("purge"),
                        invocation.is_set("best-effort")};
  return report_on(remove(host, removal, options), options, invocation);
}

}  // namespace

const Command remove_command = {
    .name = "remove",
    .arguments = "NAME... | --all [--purge]",
    .summary = "take policies away again",
    .explanation =
        "Unloads the profiles of the policies and removes their files, unless another applied policy needs them too.\n"
        "Processes that run under a profile become unconfined when it goes. A policy that is not applied is removed "
        "already;\n"
        "a name that no policy has, applied or known here, is a mistake: exit 1, but with --best-effort.",
    .groups = {OptionGroup::host, OptionGroup::kernel, OptionGroup::parser, OptionGroup::templates,
               OptionGroup::dry_run, OptionGroup::change, OptionGroup::best_effort},
    .describe = describe,
    .run = run,
    .changes_host = true,
};

}  // namespace aug::app
