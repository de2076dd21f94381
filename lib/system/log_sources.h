#pragma once

#include <string>
#include <vector>

#include "system/line_reader.h"
#include "system/root.h"

namespace aug {

/// A log in which AppArmor's records may be.
struct LogSource {
  enum class State {
    read,
    absent,   ///< this host has no such log
    refused,  ///< it is there, but could not be read, or not to its end
  };

  std::string name;
  State state = State::read;
  std::string why;  ///< of refused
};

std::string_view name_of(LogSource::State state);

/// Reads the log `file`, or the standard input for "-". Throws Failure(failed).
LogSource read_log(const std::string& file, const TakeLine& take);

/// Reads whatever this host has: the journal, the kernel's own buffer, and the files of auditd and syslog. The latter
/// alone for an image tree. A log that cannot be read is no failure; it is in the result.
std::vector<LogSource> read_host_logs(const Root& root, const TakeLine& take);

}  // namespace aug
