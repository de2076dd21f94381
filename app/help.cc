#include <algorithm>
#include <sstream>

#include "app/command_line.h"
#include "app/version.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/wrapped.h"

namespace aug::app {
namespace {

/// As Boost's lists of options.
constexpr std::size_t columns_of_help = 80;

/// Of words that the source breaks where it likes.
std::string paragraph(std::string_view words) {
  std::string text(words);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return wrapped(text, 0, columns_of_help);
}

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

std::string general_help() {
  std::ostringstream help;
  help << "Usage: aa-userns-gen COMMAND [OPTIONS] [ARGUMENTS]\n\n"
          "Grants unprivileged user namespaces to the binaries that a policy names, through\n"
          "AppArmor profiles. The restriction of the host stays on.\n\nCommands:\n";
  for (const Command* command : commands()) help << aug::format("  {:<10} {}\n", command->name, command->summary);
  help
      << '\n'
      << common_options() << '\n'
      << shared_options(OptionGroups::all()) << '\n'
      << paragraph(
             "Common options are those of every command, shared ones those of several. Both may stand before the "
             "command, too, and '--' ends all options. A command may have more: 'aa-userns-gen help COMMAND' names all "
             "of them. A POLICY is a file, '-', or the name of an installed policy, such as runner.")
      << '\n';
  return help.str();
}

std::string help_of(const Command& command) {
  po::options_description own("Options");
  if (command.describe != nullptr) command.describe(own);
  std::ostringstream help;
  const std::string arguments = command.arguments.empty() ? "" : aug::format(" {}", command.arguments);
  help << aug::format("Usage: aa-userns-gen {} [OPTIONS]{}\n\n{}\n\n", command.name, arguments,
                      paragraph(command.explanation));
  for (const auto& options : {own, shared_options(command.groups)}) {
    if (!options.options().empty()) help << options << '\n';
  }
  help << common_options();
  return help.str();
}

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
