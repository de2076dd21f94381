#include "app/command_line.h"
#include "app/version.h"
#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug::app {
namespace {

Report run_help(const Invocation& invocation) {
  const std::vector<std::string>& names = invocation.arguments;
  if (names.size() > 1) {
    throw Failure(ExitCode::usage, "unexpected-argument"_id,
                  aug::format("cannot use '{}': help takes one command", names[1]));
  }
  Report report;
  report.text = names.empty() ? general_help() : help_of(command_named(names.front()));
  report.fields["help"] = report.text;
  return report;
}

Report run_version(const Invocation& invocation) {
  require_no_arguments(invocation, "version");
  Report report;
  report.text = aug::format("aa-userns-gen {}\n", version());
  report.fields["version"] = version();
  return report;
}

}  // namespace

const Command help_command = {
    .name = "help",
    .arguments = "[COMMAND]",
    .summary = "print this help, or that of a command",
    .explanation = "Prints what --help prints: what there is, or all that a command takes.",
    .run = run_help,
};

const Command version_command = {
    .name = "version",
    .summary = "print the version",
    .explanation = "Prints what --version prints: the version, and the commit that it was made of.",
    .run = run_version,
};

}  // namespace aug::app
