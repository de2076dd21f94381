#pragma once

#include <string>
#include <vector>

namespace aug {

/// A process that runs now.
struct RunningProcess {
  int pid = 0;
  std::string program;  ///< the file that it executes
  std::string label;    ///< as the kernel shows it: "bwrap (enforce)"
};

/// Whether a process is in another user namespace than we are, or confined by 'unprivileged_userns', alone or in a
/// stack.
bool is_in_own_namespace(int pid);

/// Those that can be seen: without root, one's own. One that ends meanwhile is left out.
std::vector<RunningProcess> running_processes();

}  // namespace aug
