#include "actions/check.h"

#include "app/policy_arguments.h"
#include "core/text/counted.h"
#include "core/text/format.h"

namespace aug::app {
namespace {

void describe(po::options_description& options) {
  options.add_options()("verbose", po::bool_switch(), "print the kind of each message, for 'explain'");
}

Report run(const Invocation& invocation) {
  const Host host(invocation.host_choice());
  const Rendering checked = check(host, policies_named(host, invocation), invocation.text("templates"));
  const std::vector<ExaminedBinary> binaries = as_foreseen(checked.binaries);
  Report report;
  report.diagnoses = checked.notices;
  report.text = aug::format("{}no mistakes: {}\n", binaries_text(binaries, invocation.style),
                            counted(checked.profiles.size(), "profile", "compile"));
  report.fields["policies"] = policies_json(binaries, {});
  return report;
}

}  // namespace

const Command check_command = {
    .name = "check",
    .arguments = "POLICY...",
    .summary = "find every mistake in policies",
    .explanation =
        "Reads, plans and renders the policies and compiles the profiles with apparmor_parser. Shows every mistake at\n"
        "once, and where another's profile would be in the way (exit status 6); changes nothing. Needs no root.",
    .groups = {OptionGroup::host, OptionGroup::kernel, OptionGroup::parser, OptionGroup::templates,
               OptionGroup::best_effort},
    .describe = describe,
    .run = run,
};

}  // namespace aug::app
