#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/log/log_author.h"
#include "system/root.h"

namespace aug {

/// A log in which AppArmor's records may be.
struct LogSource {
  enum class State {
    read,
    absent,   ///< this host has no such log, or nothing of the kernel's is in it
    refused,  ///< it is there, but could not be read, or not to its end
  };

  std::string name;
  State state = State::read;
  std::string why;  ///< a sentence of what it does not tell: of refused, and where not all was read
};

std::string_view name_of(LogSource::State state);

/// Gets the lines of logs one after the other, and who can have written each.
using TakeLogLine = std::function<void(std::string_view line, Author author)>;

/// Reads the log `file`, or the standard input for "-". Throws Failure(failed).
LogSource read_log(const std::string& file, const TakeLogLine& take);

/// Reads whatever this host has: the journal, the kernel's own buffer, and the files of auditd and syslog. The latter
/// alone for an image tree. Those of the kernel come first: the journal's from the kernel and from audit, the buffer,
/// and auditd's file where nobody but root can change it. A log that cannot be read is no failure; it is in the result.
std::vector<LogSource> read_host_logs(const Root& root, const TakeLogLine& take);

}  // namespace aug
