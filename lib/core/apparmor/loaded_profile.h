#pragma once

#include <map>
#include <optional>
#include <string>

namespace aug {

/// A profile in the kernel.
struct LoadedProfile {
  std::string mode;                       ///< "enforce", "complain", "unconfined", "kill" or "user"
  std::string attachment;                 ///< the pattern, or "" where the kernel does not tell
  bool may_attach = true;                 ///< false where it surely has none
  std::optional<std::string> bytes = {};  ///< it was loaded from; nullopt where the kernel keeps none, or nobody asked
};

/// By name, children as "parent//child".
using LoadedProfiles = std::map<std::string, LoadedProfile>;

}  // namespace aug
