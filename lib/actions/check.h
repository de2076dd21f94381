#pragma once

#include <string>
#include <vector>

#include "core/plan/profile_text.h"
#include "core/policy/policy.h"
#include "system/host.h"

namespace aug {

struct Rendering {
  std::vector<PlannedBinary> binaries;
  std::vector<RenderedProfile> profiles;
  Diagnoses notices;
};

/// Reads, plans and renders the policies for this host, whether or not its kernel needs them, and whatever profiles of
/// others there are. Throws Failure.
Rendering render(const Host& host, const std::vector<PolicyText>& texts, const std::string& templates);

/// As render, and compiles the profiles too; what others' profiles claim counts, as far as the caller may read them.
/// Throws Failure.
Rendering check(const Host& host, const std::vector<PolicyText>& texts, const std::string& templates);

}  // namespace aug
