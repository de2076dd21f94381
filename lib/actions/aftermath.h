#pragma once

#include <vector>

#include "actions/decide.h"
#include "system/processes.h"

namespace aug {

/// Whether services that go on as before a change are restarted, or only named.
enum class StaleServices { name, restart };

/// The aftermath of a change that is done: old generations go, services are restarted or named, and so are processes
/// that have to be started anew, and edits that were kept. `before` are the processes of the time before the change.
/// The change stays done, whatever goes wrong here: that is a warning. Throws nothing.
Diagnoses aftermath(const Host& host, const Decision& done, const std::vector<RunningProcess>& before,
                    StaleServices services);

/// The services alone, where there was nothing to change: a change before this one may have left them.
Diagnoses look_at_services(const Host& host, const Decision& decision, StaleServices services);

}  // namespace aug
