#pragma once

#include <string>
#include <vector>

#include "actions/examine.h"
#include "core/status/proof.h"
#include "core/status/setting_state.h"
#include "system/host.h"

namespace aug {

/// The abilities of this host: how far it can take profiles.
struct HostReport {
  enum class Level { ready, files_only, unsupported };

  Level level = Level::ready;
  std::string sentence;  ///< why, in one sentence
  Restriction restriction = Restriction::absent;
};

struct StatusReport {
  HostReport host;
  int generation = 0;
  std::vector<AppliedPolicy> policies;
  std::vector<ExaminedBinary> binaries;
  ExaminedSettings settings;
  bool interrupted = false;     ///< a change was interrupted, or is under way just now
  Diagnoses notices;            ///< what could not be seen
  Proof deepest = Proof::none;  ///< how deep it was looked
  std::string looked_at = {};   ///< when that was, in UTC: "2026-11-28T22:00:00Z"; "" where nothing could be seen

  /// Whether everything is as it was applied.
  bool is_good() const;
};

std::string_view name_of(HostReport::Level level);
std::string_view name_of(Restriction restriction);

/// Finds out by trying, never by version. Throws nothing but Failure from a broken system.
HostReport assess(const Host& host);

/// The state of what is applied; with Depth::prove also whether it works. Names restrict it to these policies.
/// Throws Failure: failed for a name that is not applied, unsupported without the right to read the state.
StatusReport status(const Host& host, const std::vector<std::string>& names, Depth depth);

}  // namespace aug
