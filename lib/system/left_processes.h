#pragma once

#include <sys/types.h>

#include <set>

namespace aug {

/// From here on, processes that lose their parents become this one's children, however they left their session, their
/// group and their user: prctl(2), PR_SET_CHILD_SUBREAPER.
void adopt_orphans();

/// The children of a process that adopts orphans.
class LeftProcesses {
 public:
  /// Ends all of them, and theirs as they come. For root, who may. Whether none is left that runs an instruction:
  /// AppArmor may keep even root from ending a process. Those that did not end are spoken of once.
  bool end();

 private:
  std::set<pid_t> given_up_;
};

}  // namespace aug
