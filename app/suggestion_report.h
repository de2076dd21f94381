#pragma once

#include "app/report.h"
#include "core/log/suggestion.h"

namespace aug::app {

/// The fields "policy", "entries" and "remarks".
void add_suggestion(Json& fields, const Suggestion& suggestion, const std::string& policy);

/// Each remark on programs that were named.
Diagnoses remarks_on(const Suggestion& suggestion, Severity severity);

/// The next thing to do, with the lines that a policy would have.
std::string hint_of(const Remark& remark);

}  // namespace aug::app
