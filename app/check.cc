#include "actions/check.h"

#include "app/command.h"
#include "core/text/format.h"

namespace aug::app {
namespace {

Report run(const Invocation& invocation) {
  const Host host(invocation.host_choice());
  const Rendering checked = check(host, policies_named(host, invocation.arguments), invocation.text("templates"));
  Report report;
  report.diagnoses = checked.notices;
  report.text = aug::format("{}no mistakes: {} profiles compile\n", binaries_text(checked.binaries, invocation.style),
                            checked.profiles.size());
  report.fields["policies"] = policies_json(checked.binaries, {});
  return report;
}

}  // namespace

const Command check_command = {
    "check",
    "POLICY...",
    "find every mistake in policies",
    "Reads, plans and renders the policies and compiles the profiles with apparmor_parser. Shows every mistake at\n"
    "once and changes nothing. Needs no root.",
    no_options,
    run,
};

}  // namespace aug::app
