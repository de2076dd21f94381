#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/doctor/known_messages.h"

namespace aug {

/// A known message and the line that has it, harmless for a terminal.
struct Explanation {
  const KnownMessage* message = nullptr;
  std::string line;
};

struct Explanations {
  std::vector<Explanation> found;         ///< each message once, in the order of the text
  const KnownMessage* nearest = nullptr;  ///< when nothing was found: the one that shares most words, if any does
};

/// Finds the known messages in `text`, whatever stands around them: prefixes, numbers, paths, quotes, capitals, line
/// breaks of a terminal.
Explanations explanations_of(std::string_view text);

/// The message with this id; nullptr for none.
const KnownMessage* message_called(std::string_view id);

}  // namespace aug
