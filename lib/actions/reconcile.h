#pragma once

#include <string>

#include "actions/change_host.h"

namespace aug {

struct ReconcileOptions {
  bool dry_run = false;
  std::string templates;       ///< a folder of templates that come before the others, or ""
  bool restart_units = false;  ///< see ChangeRequest
};

/// Plans every applied policy afresh against the host as it is now: what others grant by now is left to them, what they
/// have left is taken up again, and what drifted is repaired. A policy in conflict stays as it is beside others, with
/// errors among the notices. Throws Failure.
Outcome reconcile(const Host& host, const ReconcileOptions& options);

}  // namespace aug
