#pragma once

#include <string>
#include <vector>

#include "app/command.h"

namespace aug::app {

/// The command that is named by the first argument. Throws Failure(usage), with the nearest one as hint.
const Command& command_named(const std::string& name);

/// A command line with its options behind the command: common and shared ones may stand before it, too.
struct OrderedArguments {
  std::string command;               ///< "" where none is named
  std::vector<std::string> options;  ///< and the arguments of the command
};

/// Throws Failure(usage) for another option before the command.
OrderedArguments ordered(const std::vector<std::string>& arguments);

/// Takes the arguments after the command apart. Long options are never abbreviated. Throws Failure(usage).
Invocation parse(const Command& command, const std::vector<std::string>& arguments);

/// "aa-userns-gen --help": what there is, from the table of commands.
std::string general_help();

/// "aa-userns-gen COMMAND --help".
std::string help_of(const Command& command);

}  // namespace aug::app
