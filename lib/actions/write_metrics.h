#pragma once

#include <string>

#include "actions/status.h"

namespace aug {

/// Writes what there is to measure into a file for node_exporter's textfile collector, which never sees half of it; the
/// file's folder must be there. `version` is that of the program. Throws Failure(unsupported) where the applied
/// policies cannot be seen, and Failure(failed) when the file cannot be written, or where there is anything but a
/// regular file.
void write_metrics(const Host& host, const StatusReport& status, const std::string& version, const std::string& path);

}  // namespace aug
