#include "actions/show.h"

#include <span>

#include "app/policy_arguments.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug::app {
namespace {

Report run(const Invocation& invocation) {
  if (invocation.arguments.empty()) throw no_policy_named("'aa-userns-gen list' has those that are known");
  if (invocation.arguments.size() > 1) {
    throw Failure(ExitCode::usage, "unexpected-argument"_id,
                  aug::format("cannot use '{}': show takes one policy", invocation.arguments[1]));
  }
  const PolicyText policy = show(Host(invocation.host_choice()), invocation.arguments.front());
  Report report;
  report.text = policy.text;
  report.fields = {{"origin", policy.origin}, {"policy", policy.text}};
  report.add({{"policy-origin"_id, Severity::notice, {}, aug::format("this is {}", policy.origin), ""}});
  if (harmless_lines(policy.text, {}) != policy.text) {
    report.add({{"policy-spelled-out"_id,
                 Severity::warning,
                 {},
                 "the policy has characters on which a terminal acts: they are spelled out here",
                 "copy the file for the policy as it is"}});
  }
  return report;
}

}  // namespace

const Command show_command = {
    .name = "show",
    .arguments = "NAME",
    .summary = "print the text of a policy",
    .explanation =
        "Prints the policy on standard output, and where it was found on standard error, so that it can be "
        "written to a\n"
        "file to edit: 'aa-userns-gen show runner >own.yaml'.",
    .groups = {OptionGroup::host},
    .run = run,
};

}  // namespace aug::app
