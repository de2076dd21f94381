#pragma once

#include <string>
#include <vector>

#include "actions/change_host.h"
#include "actions/change_options.h"

namespace aug {

/// The policies to take away.
struct Removal {
  std::vector<std::string> names;  ///< of policies
  bool all = false;                ///< every applied policy; then `names` is empty
  bool purge = false;              ///< with `all`: see ChangeRequest
};

struct RemoveResult {
  Outcome outcome;
  std::vector<std::string> removed;
  std::vector<std::string> not_applied;  ///< asked for, but there is nothing of them
};

/// Takes policies away again. What another policy needs too stays, planned afresh where it must be. Throws Failure.
RemoveResult remove(const Host& host, const Removal& removal, const ChangeOptions& options);

}  // namespace aug
