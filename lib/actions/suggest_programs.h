#pragma once

#include <string>
#include <vector>

#include "actions/trial_plan.h"
#include "core/log/suggestion.h"
#include "system/host.h"

namespace aug {

/// Where such a policy comes from, for policy_text.
inline constexpr const char* origin_of_named = "the programs that were named";

struct ProgramSuggestion {
  Suggestion suggestion;
  std::string policy;  ///< its text; that of the applied one which grants all of them already; "" when there is neither
};

/// A policy for programs that the caller names, by the judgement of `suggest`; see named_programs for what `words` may
/// be; at least one. As it will be when `gone` has gone. Changes nothing. Throws Failure as named_programs does.
ProgramSuggestion suggest_programs(const Host& host, const std::vector<std::string>& words, const Gone& gone = {});

}  // namespace aug
