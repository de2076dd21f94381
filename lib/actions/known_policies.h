#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/policy/policy.h"
#include "system/root.h"

namespace aug {

/// A policy that is found by a name: see find_policy.
struct KnownPolicy {
  std::string name;              ///< as its text says; as its file says, where that cannot be read
  PolicyText source;             ///< empty where it cannot be read
  std::optional<Policy> policy;  ///< none where there is a flaw
  std::string flaw = {};         ///< why it cannot be read, or its first mistake
};

/// All of them, by name. Throws Failure(failed) where a folder of them cannot be read.
std::vector<KnownPolicy> known_policies(const Root& root);

}  // namespace aug
