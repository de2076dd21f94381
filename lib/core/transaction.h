#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/generation.h"
#include "core/step.h"

namespace aug {

/// What is on the host of the things that a generation speaks of; read before deciding.
struct HostState {
  /// A profile in the kernel; its bytes where the kernel keeps them.
  struct Loaded {
    std::optional<std::string> bytes;
  };

  bool has_kernel = false;
  std::map<std::string, Loaded> loaded;    ///< by name
  std::map<std::string, FileState> files;  ///< by path; only those that are there
};

/// Where the file of a profile goes.
std::string path_of(const std::string& profile);

/// The changes that take the host from what `host` says to `target`: load, unload, place, remove, select. Empty when
/// the host is as `target` wants it and `target` equals `current`. `next` is the number that `target` gets. Throws
/// Failure(conflict) when a file of somebody else is in the way.
std::vector<Change> changes_between(const Generation& current, int current_number, const Generation& target, int next,
                                    const HostState& host);

/// Performs the changes in order, then `verify`. When anything throws, takes back what was begun, in reverse, and
/// throws that Failure again with a notice that the host is as it was; or Failure(inconsistent) when taking back failed
/// too.
void carry_out(const std::vector<Change>& changes, const std::function<void(const Step&)>& perform,
               const std::function<void()>& verify);

}  // namespace aug
