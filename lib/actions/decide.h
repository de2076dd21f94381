#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/change/generation.h"
#include "core/change/step.h"
#include "system/host.h"

namespace aug {

/// The wish of a command, and the number that it has already: only a rollback goes to a generation that is there.
struct Target {
  Generation generation;
  std::optional<int> number = {};
  Diagnoses notices = {};
  std::vector<std::string> sources = {};  ///< the policies and templates that it was made of, where they were found
};

/// Decides from the generation that is current; may be called twice, when another command came in between.
using MakeTarget = std::function<Target(const NumberedGeneration& current)>;

/// The way from what is there to what is wanted, before anything is done.
struct Decision {
  NumberedGeneration current;
  NumberedGeneration target;
  bool is_new = false;  ///< the target has no folder yet
  std::vector<Change> changes;
  Diagnoses notices;                 ///< of whoever made the target
  std::vector<std::string> sources;  ///< of the target
};

/// Reads what is there, and changes nothing. Without the right to read the state it counts as empty. Throws Failure:
/// conflict when a file of somebody else is in the way, and as `make_target` does.
Decision decide(const Host& host, const MakeTarget& make_target);

/// The same with the lock held, for what was decided without it and may be out of date by now.
Decision decide_again(const Host& host, const MakeTarget& make_target, Decision earlier);

}  // namespace aug
