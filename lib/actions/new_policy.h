#pragma once

#include <string>
#include <vector>

#include "core/log/suggestion.h"
#include "system/host.h"

namespace aug {

struct NewPolicy {
  std::string file;       ///< "" where no program gets an entry: then nothing is written
  std::string text;       ///< what was written
  Suggestion suggestion;  ///< of the programs, if any were named
};

/// Writes a policy of that name to be edited: with the entries that suggest_programs has for these programs, or as an
/// example. Throws Failure: usage for what cannot be a name, failed for the name of a policy that is there already,
/// unsupported where we may not write, and as suggest_programs does.
NewPolicy new_policy(const Host& host, const std::string& name, const std::vector<std::string>& programs);

}  // namespace aug
