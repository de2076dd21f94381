#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/log/suggestion.h"
#include "system/host.h"
#include "system/log_sources.h"

namespace aug {

struct SuggestReport {
  Suggestion suggestion;
  std::string policy;              ///< its text; "" when there is nothing to grant
  std::vector<LogSource> sources;  ///< where records were looked for
  std::uint64_t records = 0;       ///< of AppArmor, each once
  std::uint64_t lost_marks = 0;    ///< lines which say that records were lost
  std::uint64_t left_out = 0;      ///< records of more programs than are looked at
  std::uint64_t unread = 0;        ///< lines that look like records of AppArmor, and could not be read
  std::string first_unread;        ///< harmless for a terminal
};

/// What these records ask for on this host.
Suggestion suggestion_for(const Host& host, const AuditDigest& digest);

/// Turns the records in `log`, a file or "-", into a policy; "" for the logs of the host. Changes nothing. Throws
/// Failure: failed for a log that cannot be read, unsupported when none of the host's can, and when there are lines
/// that look like records, of which none could be read.
SuggestReport suggest(const Host& host, const std::string& log);

}  // namespace aug
