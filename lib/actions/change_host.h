#pragma once

#include <functional>
#include <vector>

#include "core/generation.h"
#include "core/step.h"
#include "system/host.h"

namespace aug {

struct Outcome {
  std::vector<Change> changes;          ///< what was done, or would be
  int generation = 0;                   ///< the current one afterwards
  std::vector<PlannedBinary> binaries;  ///< as they stand afterwards, or would
};

/// Decides from the generation that is current; may be called twice, when another command came in between.
using MakeTarget = std::function<Generation(const Generation& current)>;

/// The one transaction: takes the host from the current generation to the one that `make_target` makes, verifies, and
/// takes everything back when anything fails. Without a difference, and with `dry_run`, it writes nothing and takes no
/// lock; `dry_run` without the right to read the state takes it for empty. Throws Failure.
Outcome change_host(const Host& host, bool dry_run, const MakeTarget& make_target);

}  // namespace aug
