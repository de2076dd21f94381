#pragma once

#include "core/log/suggestion.h"

namespace aug {

/// For the meanings that no profile for the program itself would help against.
Remark remark_on(const Incident& incident);

}  // namespace aug
