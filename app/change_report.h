#pragma once

#include <string>
#include <vector>

#include "actions/change_host.h"
#include "actions/change_options.h"
#include "app/command.h"

namespace aug::app {

/// The words of a command about its change, beside those of all commands.
struct ChangeWords {
  std::string done;                      ///< the last line: "applied: generation 3"
  std::string unchanged = "no changes";  ///< the same, where there was nothing to do
  bool shows_state = true;               ///< also the binaries and the settings as they stand afterwards
  /// The policies that were asked for: of others, only what is not as it should be is shown, but with --verbose. None:
  /// all were.
  std::vector<std::string> asked = {};
};

/// The report of a change, done or (with `dry_run`) planned: the same for all commands that change a host.
Report report_on(const Outcome& outcome, const ChangeOptions& options, const ChangeWords& words,
                 const Invocation& invocation);

/// The steps as --json shows them.
Json steps_json(const std::vector<Step>& steps);

}  // namespace aug::app
