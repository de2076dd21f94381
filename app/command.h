#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "actions/change_options.h"
#include "app/options.h"
#include "app/report.h"
#include "system/host.h"

namespace aug::app {

/// A command line, taken apart.
struct Invocation {
  po::variables_map values;
  std::vector<std::string> arguments;  ///< what is no option
  Style style;
  bool is_watched = false;  ///< somebody sees the progress

  bool has(const char* option) const { return values.count(option) != 0; }
  /// Not so where the command does not offer it.
  bool is_set(const char* option) const { return has(option) && values[option].as<bool>(); }
  /// "" where the command does not offer it.
  std::string text(const char* option) const { return has(option) ? values[option].as<std::string>() : ""; }

  HostChoice host_choice() const;
  ChangeOptions change_options() const;
};

/// One row of the table of commands: the help is printed from it, and nothing but what it names is taken.
struct Command {
  std::string_view name;
  std::string_view arguments = {};                               ///< for the usage line: "POLICY..."
  std::string_view summary;                                      ///< for the list of commands
  std::string_view explanation;                                  ///< for its own help
  OptionGroups groups = {};                                      ///< that it shares with other commands
  void (*describe)(po::options_description& options) = nullptr;  ///< adds its own options, if it has any
  Report (*run)(const Invocation& invocation);                   ///< throws Failure
  bool changes_host = false;
};

extern const Command check_command, render_command, plan_command, apply_command, remove_command, reconcile_command,
    status_command, verify_command, rollback_command, history_command, recover_command, explain_command,
    suggest_command, doctor_command, list_command, show_command, new_command, help_command, version_command;

/// All commands, in the order of the help.
std::span<const Command* const> commands();

/// Throws Failure(usage) when there are arguments although `what` takes none.
void require_no_arguments(const Invocation& invocation, std::string_view what);

}  // namespace aug::app
