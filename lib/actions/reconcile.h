#pragma once

#include "actions/change_host.h"
#include "actions/change_options.h"

namespace aug {

/// Plans every applied policy afresh against the host as it is now: what others grant by now is left to them, what they
/// have left is taken up again, and what drifted is repaired. A policy in conflict stays as it is beside others, with
/// errors among the notices. Throws Failure.
Outcome reconcile(const Host& host, const ChangeOptions& options);

}  // namespace aug
