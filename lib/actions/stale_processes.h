#pragma once

#include <set>
#include <vector>

#include "core/change/generation.h"
#include "system/host.h"
#include "system/processes.h"

namespace aug {

/// The processes that a change of this generation may concern: they run its binaries, or under its profiles. None for
/// an image tree.
std::vector<RunningProcess> processes_of(const Host& host, const Generation& generation);

/// A process that has to be started anew, and what it still does: "still runs with the label 'unconfined'".
struct Stale {
  RunningProcess process;
  std::string why;
};

/// Those among `running` that run a binary of the generation without its profile.
std::vector<Stale> without_their_profile(const Host& host, const Generation& generation,
                                         const std::vector<RunningProcess>& running);

/// A profile counts from the next exec on. Names the processes that run a binary of `now` without its profile, and
/// those of `before` that lost a profile which `now` no longer has: both need a restart. Leaves `spoken_of` out.
Diagnoses stale_processes(const Host& host, const Generation& was, const Generation& now,
                          const std::vector<RunningProcess>& before, const std::set<int>& spoken_of = {});

}  // namespace aug
