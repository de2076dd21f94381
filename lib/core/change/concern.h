#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/change/generation.h"
#include "core/change/step.h"

namespace aug {

/// Which binaries a change can have a part in. A program's label comes of its own profile and of those that could claim
/// it, too: a change of one program among a thousand leaves the others as they were.
class Concern {
 public:
  Concern(const Generation& before, const Generation& target, const std::vector<Change>& changes);

  /// Whether the binary, one of `target`, may stand differently than before.
  bool is_with(const PlannedBinary& binary) const;

 private:
  std::set<std::string> touched_;  ///< profiles that are loaded or unloaded
  bool is_with_all_ = false;
  std::map<std::pair<std::string, std::string>, PlannedBinary> before_;  ///< by policy and path
};

}  // namespace aug
