#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/text/diagnosis.h"
#include "system/host.h"

namespace aug {

struct ListedProgram {
  std::string path;  ///< as the policy names it; a pattern too
  bool is_here = false;
};

/// A policy that is known on this host by its name, or is applied.
struct ListedPolicy {
  std::string name;
  std::string description = {};
  std::string origin;  ///< where it was found; of one that is only applied, where it had come from
  std::vector<ListedProgram> programs = {};  ///< helpers are none
  std::optional<bool> applied = {};          ///< nullopt where we may not see that
  bool is_example = false;                   ///< to be copied: a path in it is a placeholder
  std::string flaw;                          ///< why it cannot be applied as it stands
};

struct ListReport {
  std::vector<ListedPolicy> policies;  ///< by name
  Diagnoses notices;                   ///< what could not be seen
};

/// The policies that are known here: in /etc/aa-userns-gen/policies, installed, built in, applied. Throws
/// Failure(failed) where a folder of policies or the state cannot be read, and Failure(unsupported) as the store does.
ListReport list(const Host& host);

}  // namespace aug
