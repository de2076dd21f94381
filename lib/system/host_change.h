#pragma once

#include "core/change/step.h"
#include "core/text/diagnosis.h"
#include "system/host.h"

namespace aug {

/// Performs one step: the only place that carries out a change, which all before it only decides. The few things that
/// are written beside it are in CONTRIBUTING.md.
/// Throws Failure when the system refuses, and then the step is done either not at all or wholly. Returns warnings
/// about a step that is done.
Diagnoses perform(const Host& host, const Step& step);

}  // namespace aug
