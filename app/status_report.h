#pragma once

#include "actions/status.h"
#include "app/command.h"

namespace aug::app {

/// The report on what is applied: that of `status` and of `verify`.
Report report_on(const StatusReport& status, const Style& style);

/// Writes the metrics, if --metrics asks for them. Throws Failure.
void write_metrics(const Host& host, const StatusReport& status, const Invocation& invocation);

}  // namespace aug::app
