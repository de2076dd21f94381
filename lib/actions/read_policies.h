#pragma once

#include <vector>

#include "core/plan/text_template.h"
#include "core/policy/policy.h"

namespace aug {

/// Reads all of them before it complains: throws Failure(invalid_policy) with every mistake of every text, and for two
/// policies of one name; with `templates`, then for those that are not among them, too. What is no mistake is added to
/// `notices`.
std::vector<Policy> read_policies(const std::vector<PolicyText>& texts, Diagnoses& notices,
                                  const Templates* templates = nullptr);

}  // namespace aug
