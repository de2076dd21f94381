#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/doctor/explanation.h"
#include "core/log/suggestion.h"
#include "system/host.h"

namespace aug {

/// The meaning of a text.
struct ExplainReport {
  Explanations messages;     ///< in the lines that are no records
  Suggestion suggestion;     ///< of the records, as `suggest` reads them
  std::uint64_t unread = 0;  ///< lines that look like records of AppArmor, and could not be read
  std::string first_unread;  ///< harmless for a terminal

  bool is_known() const {
    return !messages.found.empty() || !suggestion.entries.empty() || !suggestion.remarks.empty();
  }
};

/// Explains the words of a command line, taken as one text; for none, and for "-", the standard input. One word may be
/// the id of a message. Throws Failure: usage for an empty text, failed when it cannot be read, unsupported when there
/// is nothing in it but records that cannot be read.
ExplainReport explain(const HostChoice& choice, const std::vector<std::string>& words);

}  // namespace aug
