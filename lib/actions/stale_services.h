#pragma once

#include <string>
#include <vector>

#include "core/change/generation.h"
#include "core/change/step.h"
#include "system/host.h"

namespace aug {

/// A running service that goes on as it was started, before its drop-in was placed or removed.
struct StaleService {
  std::string unit;
  std::string uid;  ///< of its user; "" for one of the system
  int main_pid = 0;
  bool is_in_namespace = false;  ///< that systemd made for it
};

/// Those of the units of `now`, whichever change placed their drop-ins, and those of `was` whose drop-ins these changes
/// removed. Throws Failure where systemd does not answer.
std::vector<StaleService> stale_services(const Host& host, const Generation& was, const Generation& now,
                                         const std::vector<Change>& changes);

/// Restarts them, and says so; one that cannot be restarted is a warning.
Diagnoses restart(const std::vector<StaleService>& services);

/// Says how to restart them.
Diagnoses advice_on(const std::vector<StaleService>& services);

}  // namespace aug
