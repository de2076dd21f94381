#pragma once

#include <string>
#include <vector>

#include "actions/change_host.h"
#include "system/policy_files.h"

namespace aug {

struct ApplyOptions {
  bool always = false;         ///< also on kernels that restrict nothing
  bool dry_run = false;        ///< decide, but change nothing
  std::string templates;       ///< a folder of own templates, or ""
  bool restart_units = false;  ///< see ChangeRequest
};

struct ApplyResult {
  Outcome outcome;
  bool has_not_needed = false;            ///< policies that this kernel does not need were left as they were
  std::vector<PlannedBinary> not_needed;  ///< their binaries
  Diagnoses notices;
};

/// Applies the policies beside those that are applied already. Throws Failure.
ApplyResult apply(const Host& host, const std::vector<PolicyText>& texts, const ApplyOptions& options);

}  // namespace aug
