#pragma once

#include <string>

namespace aug {

/// The choices that every change of a host leaves to its caller.
struct ChangeOptions {
  bool dry_run = false;        ///< decide, but change nothing
  bool restart_units = false;  ///< the running services that need it for the change to count, after it is done
  /// A folder of templates that come before the others, or ""; not for what is rendered already: a rollback, a
  /// recovery.
  std::string templates = {};
};

}  // namespace aug
