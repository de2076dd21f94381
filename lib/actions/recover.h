#pragma once

#include <optional>
#include <string>

#include "core/text/diagnosis.h"
#include "system/host.h"

namespace aug {

struct Recovery {
  std::string command;  ///< what was interrupted
  std::vector<Step> taken_back;
  Diagnoses warnings;
};

/// Takes back what an interrupted change left; nullopt when there was nothing. Takes the lock. A purge that was
/// interrupted is no change to take back: it is gone on with.
/// Throws Failure(inconsistent) when a step cannot be taken back: the record stays, and it can be tried again.
std::optional<Recovery> recover(const Host& host);

/// The same for a caller that holds the lock.
std::optional<Recovery> recover_locked(const Host& host);

}  // namespace aug
