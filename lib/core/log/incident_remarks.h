#pragma once

#include "core/log/suggestion.h"

namespace aug {

/// For the meanings that no profile for the program itself would help against. Says so where the record is unproved.
Remark remark_on(const Incident& incident);

}  // namespace aug
