#pragma once

#include "core/change/generation.h"
#include "core/doctor/check.h"
#include "system/host.h"

namespace aug {

/// The checks without commands that would be refused: each policy that a remedy applies is planned, as it will be when
/// all that is printed before has been done. What is refused becomes a note that says why.
Checks with_planned_remedies(const Host& host, const Generation& current, Checks checks);

}  // namespace aug
