#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/policy/policy.h"
#include "core/text/diagnosis.h"

namespace aug {

/// Larger policies are refused before they are parsed.
inline constexpr std::size_t largest_policy = 1 << 20;

struct PolicyReading {
  std::optional<Policy> policy;           ///< there when no diagnosis is an error
  std::vector<BinaryEntry> entries = {};  ///< of a policy with mistakes: its binaries, as far as they can be read
  Diagnoses diagnoses = {};               ///< every mistake of the text, in the order of the lines
};

/// Reads a policy; `file` names it in the diagnoses. Never throws for what the text says.
PolicyReading read_policy(std::string_view text, const std::string& file);

}  // namespace aug
