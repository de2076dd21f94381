#pragma once

#include "actions/status.h"
#include "app/command.h"

namespace aug::app {

/// The report on what is applied: that of `status` and of `verify`.
Report report_on(const StatusReport& status, const Style& style);

/// Throws Failure(usage) where --metrics asks for a file, which tells of all policies, and names restrict the command.
void require_all_for_metrics(const Invocation& invocation);

/// Writes the metrics, if --metrics asks for them. Throws Failure.
void write_metrics(const Host& host, const StatusReport& status, const Invocation& invocation);

}  // namespace aug::app
