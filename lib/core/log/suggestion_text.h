#pragma once

#include <string>
#include <vector>

#include "core/log/suggestion.h"

namespace aug {

/// The policy, with the evidence and the remarks as comments; "" when there is no entry. read_policy takes it.
std::string policy_text(const Suggestion& suggestion, const std::string& origin);

/// The lines of an entry, without the indentation of a list.
std::vector<std::string> policy_lines(const SuggestedEntry& entry);

/// "3 times from 2024-08-12 16:11:35 UTC to 2024-08-13 07:00:01 UTC".
std::string how_often(const Incident& incident);

/// Where the path comes from, in words.
std::string describe(const ProgramFacts& facts);

}  // namespace aug
