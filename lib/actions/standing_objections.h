#pragma once

#include <map>
#include <string>

#include "core/change/generation.h"
#include "system/host.h"

namespace aug {

/// A grant that something speaks against: to a path of a policy, or to a helper of that.
struct Objected {
  std::string policy;
  std::string path;
  std::string helper = {};  ///< as the policy has it; or ""

  friend auto operator<=>(const Objected&, const Objected&) = default;
};

using Objections = std::map<Objected, std::string>;

/// What speaks by now against what was granted when a policy was applied: a program or a helper that others than root
/// can change, or that is a copy of a shell, or whose text runs its arguments. The first of each; what `allow`
/// overrules is none. Throws Failure(failed).
Objections standing_objections(const Host& host, const Generation& generation);

}  // namespace aug
