#pragma once

#include <string>

#include "core/log/suggestion.h"

namespace aug {

/// For the meanings that no profile for the program itself would help against. Says so where the record is unproved.
Remark remark_on(const Incident& incident);

/// What a program wanted in a sandbox, which the profile there refuses on purpose: the fact alone.
std::string what_was_refused_in_sandbox(const Incident& incident);

}  // namespace aug
