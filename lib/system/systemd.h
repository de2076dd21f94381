#pragma once

#include "core/unit_scope.h"
#include "system/root.h"

namespace aug {

/// Whether systemd runs the host, sd_booted(3), and the tree is the host's.
bool has_systemd(const Root& root);

/// Lets the system's manager, or each running manager of a user, read the files of units again, and waits for that;
/// does nothing without systemd. `systemctl daemon-reload` does not reach the users' managers; reloading
/// user@UID.service does (tried with systemd 257). Throws Failure(failed) when systemd refuses.
void reload_units(const Root& root, UnitScope scope);

}  // namespace aug
