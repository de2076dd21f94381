#include "app/command_line.h"

#include <unistd.h>

#include <algorithm>
#include <boost/program_options/parsers.hpp>
#include <cstdlib>
#include <sstream>

#include "app/progress.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/spelling.h"

namespace aug::app {
namespace {

/// What every command takes.
po::options_description common_options() {
  po::options_description options("Common options");
  const auto text = [](const char* initial, const char* name) {
    return po::value<std::string>()->default_value(initial, "")->value_name(name);
  };
  // clang-format off
  options.add_options()
    ("root", po::value<std::string>()->value_name("DIR"), "work on an image or chroot tree: its files only, no kernel")
    ("json", po::bool_switch(), "print one JSON object")
    ("dry-run", po::bool_switch(), "decide and show, but change nothing")
    ("best-effort", po::bool_switch(), "for maintainer scripts: a host that cannot take profiles is a notice and exit 0")
    ("when", text("restricted", "WHEN"), "restricted (default): only where the kernel has Ubuntu's restriction; "
                                         "always: on every kernel")
    ("parser", text("", "FILE"), "the apparmor_parser to use")
    ("templates", text("", "DIR"), "a folder of own templates, before /etc/aa-userns-gen/templates")
    ("apparmorfs", text("", "DIR"), "where the kernel's AppArmor files are mounted")
    ("color", text("auto", "WHEN"), "auto (default), always or never")
    ("quiet", po::bool_switch(), "print errors only")
    ("verbose", po::bool_switch(), "print each step that was done")
    ("help", po::bool_switch(), "print this help")
    ("version", po::bool_switch(), "print the version");
  // clang-format on
  return options;
}

void check_word(const Invocation& invocation, const char* option, std::initializer_list<std::string_view> words) {
  const std::string value = invocation.text(option);
  if (std::find(words.begin(), words.end(), value) != words.end()) return;
  throw Failure(ExitCode::usage, aug::format("cannot use '{}' for --{}", value, option),
                aug::format("use one of {}", fmt::join(words, ", ")));
}

void check_absolute(const Invocation& invocation, const char* option) {
  const std::string value = invocation.text(option);
  if (value.empty() || value.starts_with('/')) return;
  throw Failure(ExitCode::usage, aug::format("cannot use '{}' for --{}: it must be an absolute path", value, option));
}

Style style_of(const Invocation& invocation) {
  const std::string color = invocation.text("color");
  const char* no_color = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe): there is one thread
  const bool wanted =
      (no_color == nullptr || *no_color == '\0') && ::isatty(STDOUT_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0;
  return {color == "always" || (color == "auto" && wanted)};
}

}  // namespace

const Command& command_named(const std::string& name) {
  std::vector<std::string_view> names;
  for (const Command* command : commands()) {
    if (command->name == name) return *command;
    names.push_back(command->name);
  }
  const auto meant = nearest(name, names);
  throw Failure(ExitCode::usage, aug::format("unknown command '{}'", name),
                meant ? aug::format("did you mean '{}'?", *meant) : "see 'aa-userns-gen --help'");
}

Invocation parse(const Command& command, const std::vector<std::string>& arguments) {
  po::options_description known = common_options();
  command.describe(known);
  known.add_options()("argument", po::value<std::vector<std::string>>()->default_value({}, ""));
  po::positional_options_description positional;
  positional.add("argument", -1);
  namespace style = po::command_line_style;
  Invocation invocation;
  try {
    po::store(po::command_line_parser(arguments)
                  .options(known)
                  .positional(positional)
                  .style(style::default_style & ~style::allow_guessing)
                  .run(),
              invocation.values);
  } catch (const po::error& error) {
    throw Failure(ExitCode::usage, error.what(), aug::format("see 'aa-userns-gen {} --help'", command.name));
  }
  invocation.arguments = invocation.values["argument"].as<std::vector<std::string>>();
  check_word(invocation, "color", {"auto", "always", "never"});
  check_word(invocation, "when", {"restricted", "always"});
  check_absolute(invocation, "parser");
  invocation.style = style_of(invocation);
  invocation.is_watched = has_terminal() && !invocation.is_set("quiet");
  return invocation;
}

std::string general_help() {
  std::ostringstream help;
  help << "Usage: aa-userns-gen COMMAND [OPTIONS] [ARGUMENTS]\n\n"
          "Grants unprivileged user namespaces to the binaries that a policy names, through AppArmor profiles.\n"
          "The restriction of the host stays on.\n\nCommands:\n";
  for (const Command* command : commands()) help << aug::format("  {:<10} {}\n", command->name, command->summary);
  help << '\n'
       << common_options()
       << "\nA POLICY is a file, '-', or the name of an installed policy, such as runner.\n"
          "'aa-userns-gen COMMAND --help' says more about a command.\n";
  return help.str();
}

std::string help_of(const Command& command) {
  po::options_description own("Options");
  command.describe(own);
  std::ostringstream help;
  help << aug::format("Usage: aa-userns-gen {} [OPTIONS] {}\n\n{}\n\n", command.name, command.arguments,
                      command.explanation);
  if (!own.options().empty()) help << own << '\n';
  help << common_options();
  return help.str();
}

}  // namespace aug::app
