#pragma once

#include <string>
#include <vector>

#include "actions/change_host.h"

namespace aug {

struct RemoveOptions {
  bool all = false;  ///< every applied policy; then `names` is empty
  bool dry_run = false;
  std::string templates;       ///< as for apply: the policies that stay are planned afresh
  bool restart_units = false;  ///< see ChangeRequest
  bool purge = false;          ///< with `all`: see ChangeRequest
};

struct RemoveResult {
  Outcome outcome;
  std::vector<std::string> removed;
  std::vector<std::string> not_applied;  ///< asked for, but there is nothing of them
};

/// Takes policies away again. What another policy needs too stays. Throws Failure.
RemoveResult remove(const Host& host, const std::vector<std::string>& names, const RemoveOptions& options);

}  // namespace aug
