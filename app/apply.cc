#include "actions/apply.h"

#include "app/apply_report.h"
#include "app/policy_arguments.h"

namespace aug::app {
namespace {

Report run(const Invocation& invocation) {
  const Host host(invocation.host_choice());
  const ChangeOptions options = invocation.change_options();
  const auto policies = policies_named_or_all(host, invocation);
  return report_on(apply(host, policies, when_of(invocation), options), options, invocation);
}

}  // namespace

const Command apply_command = {
    .name = "apply",
    .arguments = "POLICY... | --all",
    .summary = "grant what policies name, verify it, or take everything back",
    .explanation =
        "Plans and compiles the policies, loads the profiles in one write, places their files in /etc/apparmor.d and\n"
        "proves that the binaries get them. When anything fails, everything is taken back. A second run does nothing.\n"
        "Services whose units were changed go on as they were started: each is named with the command that restarts "
        "it.",
    .groups = {OptionGroup::host, OptionGroup::kernel, OptionGroup::parser, OptionGroup::templates, OptionGroup::when,
               OptionGroup::dry_run, OptionGroup::change, OptionGroup::best_effort},
    .describe = add_all_option,
    .run = run,
    .changes_host = true,
};

}  // namespace aug::app
