#pragma once

#include <string>
#include <vector>

#include "actions/decide.h"
#include "core/status/examined_binary.h"
#include "core/status/setting_state.h"
#include "system/host.h"

namespace aug {

struct Outcome {
  std::vector<Change> changes;           ///< what was done, or would be
  int generation = 0;                    ///< the current one afterwards
  std::vector<ExaminedBinary> binaries;  ///< as they stand afterwards, or would
  ExaminedSettings settings;
  Diagnoses notices;                         ///< processes to restart, edits that were kept, what was recovered first
  std::vector<std::string> sources;          ///< the policies and templates that were used, where they were found
  std::vector<AppliedPolicy> policies = {};  ///< all that are applied afterwards, or would be
};

struct ChangeRequest {
  std::string command;  ///< for the history
  bool dry_run = false;
  MakeTarget make_target;
  bool restart_units = false;  ///< services that need it for the change to count, after it is done
  bool purge = false;          ///< with the change all that is kept goes, the history and older generations too
};

/// The one transaction: takes the host from the current generation to the wanted one, verifies, and takes everything
/// back when anything fails or a signal asks to end. What an earlier crash left is taken back first. Without a
/// difference, and with `dry_run`, it writes nothing and takes no lock; `dry_run` without the right to read the state
/// takes it for empty. A purge happens with the lock held; one that fails is an error among the notices of a change
/// that is done, and the next change goes on with it. Throws Failure.
Outcome change_host(const Host& host, const ChangeRequest& request);

}  // namespace aug
