#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "actions/change_host.h"
#include "actions/status.h"
#include "app/report.h"
#include "system/host.h"
#include "system/policy_files.h"

namespace aug::app {

namespace po = boost::program_options;

/// A command line, taken apart.
struct Invocation {
  po::variables_map values;
  std::vector<std::string> arguments;  ///< what is no option
  Style style;
  bool is_watched = false;  ///< somebody sees the progress

  bool has(const char* option) const { return values.count(option) != 0; }
  bool is_set(const char* option) const { return values[option].as<bool>(); }
  std::string text(const char* option) const { return values[option].as<std::string>(); }

  HostChoice host_choice() const;
  /// --when, for policies that leave it open.
  bool always() const { return text("when") == "always"; }
};

/// One row of the table of commands: the help is printed from it.
struct Command {
  std::string_view name;
  std::string_view arguments;                          ///< for the usage line: "POLICY..."
  std::string_view summary;                            ///< for the list of commands
  std::string_view explanation;                        ///< for its own help
  void (*describe)(po::options_description& options);  ///< adds its own options
  Report (*run)(const Invocation& invocation);         ///< throws Failure
  bool changes_host = false;
};

extern const Command check_command, render_command, plan_command, apply_command, remove_command, reconcile_command,
    status_command, verify_command, rollback_command, history_command, recover_command, explain_command,
    suggest_command, doctor_command;

/// All commands, in the order of the help.
std::span<const Command* const> commands();

/// For commands without options of their own.
void no_options(po::options_description& options);

/// --restart-units, of the commands that change a host.
void restart_option(po::options_description& options);

/// --metrics, of the commands that tell how things stand.
void metrics_option(po::options_description& options);

/// Writes them, if they are asked for. Throws Failure.
void write_metrics(const Host& host, const StatusReport& status, const Invocation& invocation);

/// Throws Failure(usage) when there are arguments although `what` takes none.
void require_no_arguments(const Invocation& invocation, std::string_view what);

/// The policies that the arguments name; throws Failure(usage) when there are none.
std::vector<PolicyText> policies_named(const Host& host, const std::vector<std::string>& arguments);

/// What there is to say of what is applied: that of `status` and of `verify`.
Report report_on(const StatusReport& status, const Style& style);

/// What there is to say of a change, planned or done; `done` is the begin of the last line: "went to".
Report report_on(const Outcome& outcome, const Invocation& invocation, std::string_view done);

}  // namespace aug::app
