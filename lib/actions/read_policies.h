#pragma once

#include <vector>

#include "core/policy/policy.h"

namespace aug {

/// Reads all of them before it complains: throws Failure(invalid_policy) with every mistake of every text, and for two
/// policies of one name. What is no mistake is added to `notices`.
std::vector<Policy> read_policies(const std::vector<PolicyText>& texts, Diagnoses& notices);

}  // namespace aug
