#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/doctor/explanation.h"
#include "core/findings/finding.h"
#include "core/log/suggestion.h"
#include "system/host.h"

namespace aug {

/// The meaning of a text.
struct ExplainReport {
  const Finding* finding = nullptr;            ///< of this program, that was asked for by its id
  std::optional<std::string_view> meant = {};  ///< the id that an unknown word is near to
  Explanations messages;                       ///< in the lines that are no records
  Suggestion suggestion;                       ///< of the records, as `suggest` reads them
  std::uint64_t unread = 0;                    ///< lines that look like records of AppArmor, and could not be read
  std::string first_unread;                    ///< harmless for a terminal

  bool is_known() const {
    return finding != nullptr || !messages.found.empty() || !suggestion.entries.empty() || !suggestion.remarks.empty();
  }
};

/// Explains the words of a command line, taken as one text; for none, and for "-", the standard input. One word may be
/// the id of a message, or of a finding of this program. Throws Failure: usage for an empty text, failed when it cannot
/// be read, unsupported when there is nothing in it but records that cannot be read.
ExplainReport explain(const HostChoice& choice, const std::vector<std::string>& words);

}  // namespace aug
