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
  bool may_be_unknown = false;     ///< a name that no policy has is as good as one that is not applied
};

struct RemoveResult {
  Outcome outcome;
  std::vector<std::string> removed;
  std::vector<std::string> not_applied;  ///< asked for, but there is nothing of them
};

/// Takes policies away again. What another policy needs too stays, planned afresh where it must be. Throws Failure:
/// failed for a name that no policy has, neither one that is applied nor one that is known here.
RemoveResult remove(const Host& host, const Removal& removal, const ChangeOptions& options);

}  // namespace aug
