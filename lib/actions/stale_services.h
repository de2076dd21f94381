#pragma once

#include <string>
#include <vector>

#include "core/generation.h"
#include "core/step.h"
#include "system/host.h"

namespace aug {

/// A running service that goes on as it was started, before a change of its unit.
struct StaleService {
  std::string unit;
  std::string uid;  ///< of its user; "" for one of the system
  int main_pid = 0;
};

/// Those of the units of both generations. Of units that the changes leave alone only services that are still in the
/// namespace that systemd made for them before the drop-in was there. Throws Failure where systemd does not answer.
std::vector<StaleService> stale_services(const Host& host, const Generation& was, const Generation& now,
                                         const std::vector<Change>& changes);

/// Restarts them, and says so; one that cannot be restarted is a warning.
Diagnoses restart(const std::vector<StaleService>& services);

/// Says how to restart them.
Diagnoses advice_on(const std::vector<StaleService>& services);

}  // namespace aug
