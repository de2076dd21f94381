#pragma once

#include <optional>
#include <string>

#include "actions/change_options.h"
#include "core/text/diagnosis.h"
#include "system/host.h"

namespace aug {

struct Recovery {
  std::string command;           ///< what was interrupted
  std::vector<Step> taken_back;  ///< or would be
  Diagnoses warnings;
  bool is_purge = false;  ///< it was a purge, which is gone on with: nothing is taken back
};

/// Takes back what an interrupted change left; nullopt when there was nothing. Takes the lock, but for a dry run, which
/// finds a change as well that is under way just now. A purge that was interrupted is gone on with.
/// Throws Failure(unsupported) without the right to read the state, or to change the host, and Failure(inconsistent)
/// when a step cannot be taken back: the record stays, and it can be tried again.
std::optional<Recovery> recover(const Host& host, const ChangeOptions& options);

/// The same for a caller that holds the lock.
std::optional<Recovery> recover_locked(const Host& host);

}  // namespace aug
