#pragma once

#include "system/root.h"

namespace aug {

/// Whether systemd runs the host, sd_booted(3), and the tree is the host's.
bool has_systemd(const Root& root);

}  // namespace aug
