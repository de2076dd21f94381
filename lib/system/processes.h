#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "system/root.h"

namespace aug {

/// What a file is, whatever its paths are.
struct FileId {
  dev_t device = 0;
  ino_t inode = 0;

  friend bool operator==(const FileId&, const FileId&) = default;
};

/// A process that runs now.
struct RunningProcess {
  int pid = 0;
  std::string program;          ///< its path where the process sees it, with " (deleted)" when it is gone from there
  std::string label;            ///< as the kernel shows it: "bwrap (enforce)"
  std::optional<FileId> file;   ///< that it executes
  bool has_our_mounts = false;  ///< it is in our mount namespace: its paths are ours
};

/// Whether a process executes the file at `path`, or one that was there before an upgrade. The same path in a container
/// is another file; the same file at another path gets no profile by this one.
bool executes(const Root& root, const RunningProcess& process, const std::string& path);

/// Whether a process is in another user namespace than we are, or confined by 'unprivileged_userns', alone or in a
/// stack.
bool is_in_own_namespace(int pid);

/// Those that can be seen: without root, one's own. One that ends meanwhile is left out.
std::vector<RunningProcess> running_processes();

}  // namespace aug
