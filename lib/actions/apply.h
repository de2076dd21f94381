#pragma once

#include <vector>

#include "actions/change_host.h"
#include "actions/change_options.h"
#include "core/policy/policy.h"

namespace aug {

struct ApplyResult {
  std::vector<std::string> asked;  ///< the names of the policies
  Outcome outcome;
  bool has_not_needed = false;             ///< policies that this kernel does not need were left as they were
  std::vector<ExaminedBinary> not_needed;  ///< their binaries
  Diagnoses notices;
};

/// Applies the policies beside those that are applied already; with When::always also on kernels that restrict nothing.
/// Throws Failure.
ApplyResult apply(const Host& host, const std::vector<PolicyText>& texts, When when, const ChangeOptions& options);

}  // namespace aug
