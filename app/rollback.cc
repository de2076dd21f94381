#include "actions/rollback.h"

#include "app/change_report.h"
#include "app/generation_argument.h"
#include "core/text/format.h"

namespace aug::app {
namespace {

std::optional<int> number_in(const Invocation& invocation) {
  if (invocation.arguments.empty()) return std::nullopt;
  return number_of_generation(invocation.arguments);
}

Report run(const Invocation& invocation) {
  const std::optional<int> number = number_in(invocation);
  const Host host(invocation.host_choice());
  const ChangeOptions options = invocation.change_options();
  const Outcome outcome = rollback(host, number, options);
  return report_on(outcome, options, {aug::format("went to generation {}", outcome.generation)}, invocation);
}

}  // namespace

const Command rollback_command = {
    .name = "rollback",
    .arguments = "[GENERATION]",
    .summary = "go back to the generation before, or to the one named",
    .explanation =
        "Takes the host to the generation before the current one, or to the named one, later ones too; 0 is the state\n"
        "before the first. Verified and taken back like any other change.",
    .groups = {OptionGroup::host, OptionGroup::kernel, OptionGroup::parser, OptionGroup::dry_run, OptionGroup::change,
               OptionGroup::best_effort},
    .run = run,
    .changes_host = true,
};

}  // namespace aug::app
