#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/doctor/remedy.h"
#include "core/text/finding_id.h"

namespace aug {

/// One thing that was looked at on a host; the words of the level are part of the JSON contract.
struct Check {
  enum class Level { ok, info, warn, fail };

  FindingId id;
  Level level = Level::ok;
  std::string message;   ///< what is so, in one line
  std::string evidence;  ///< how that is known; may be empty
  Remedy remedy = {};
  bool weakens_host = false;  ///< a protection of the whole host is off

  friend bool operator==(const Check&, const Check&) = default;
};

using Checks = std::vector<Check>;

/// "ok", "info", "warn" or "fail".
std::string_view name_of(Check::Level level);

/// The worst first; what is equally bad stays in its order, causes before effects.
Checks worst_first(Checks checks);

/// Whether nothing is wrong: neither a warning nor a failure.
bool is_healthy(const Checks& checks);

}  // namespace aug
