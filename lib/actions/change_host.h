#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/change/generation.h"
#include "core/change/step.h"
#include "core/status/setting_state.h"
#include "system/host.h"

namespace aug {

struct Outcome {
  std::vector<Change> changes;          ///< what was done, or would be
  int generation = 0;                   ///< the current one afterwards
  std::vector<PlannedBinary> binaries;  ///< as they stand afterwards, or would
  ExaminedSettings settings;
  Diagnoses notices;  ///< processes to restart, edits that were kept, what was recovered first
};

/// What a command wants, and the number it has already: only a rollback goes to a generation that is there.
struct Target {
  Generation generation;
  std::optional<int> number = {};
  Diagnoses notices = {};
};

struct ChangeRequest {
  std::string command;  ///< for the history
  bool dry_run = false;
  /// Decides from the generation that is current; may be called twice, when another command came in between.
  std::function<Target(const NumberedGeneration& current)> make_target;
  bool restart_units = false;  ///< services that need it for the change to count, after it is done
};

/// The one transaction: takes the host from the current generation to the wanted one, verifies, and takes everything
/// back when anything fails or a signal asks to end. What an earlier crash left is taken back first. Without a
/// difference, and with `dry_run`, it writes nothing and takes no lock; `dry_run` without the right to read the state
/// takes it for empty. Throws Failure.
Outcome change_host(const Host& host, const ChangeRequest& request);

}  // namespace aug
