#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/apparmor/compiled_policy.h"
#include "core/apparmor/loaded_profile.h"
#include "core/change/step.h"

namespace aug {

/// The host's state of the things that a generation speaks of; read before deciding.
struct HostState {
  bool has_kernel = false;
  LoadedProfiles loaded;                            ///< of the generations, and of others where it matters
  std::map<std::string, FileState> files;           ///< by path; only those that are there
  std::map<std::string, std::string> sysctls = {};  ///< values by name, of those that the kernel has
  std::string now;                                  ///< a word for this moment, for names of files: "20261122T153000Z"

  /// Profiles that files of others bring; looked for where it matters. They are not ours to unload.
  std::set<std::string> others = {};
  /// Those of them that a binary relies on, or that are given back, while the kernel lacks them or has ours instead.
  std::vector<CompiledProfile> missing_others = {};
  /// Profiles in the kernel that come from the files that `target` takes over.
  std::vector<std::string> taken_over = {};
};

}  // namespace aug
