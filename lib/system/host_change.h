#pragma once

#include "core/change/step.h"
#include "core/text/diagnosis.h"
#include "system/host.h"

namespace aug {

/// Performs one step. This is the only place that changes the host; everything before it only decides.
/// Throws Failure when the system refuses, and then the step is done either not at all or wholly. Returns warnings
/// about a step that is done.
Diagnoses perform(const Host& host, const Step& step);

}  // namespace aug
