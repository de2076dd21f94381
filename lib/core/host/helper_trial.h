#pragma once

#include <string>

namespace aug {

/// What became of a helper that was tried in a sandbox of its bubblewrap.
struct HelperTrial {
  enum class Outcome {
    works,
    leaks,  ///< it works, but what it runs can use capabilities
    fails,
    unknown,
  };

  Outcome outcome = Outcome::unknown;
  std::string why = {};  ///< what was seen, in words
};

}  // namespace aug
