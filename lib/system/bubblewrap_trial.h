#pragma once

#include <sys/types.h>

#include <string>

#include "system/probe_answer.h"

namespace aug {

/// How far a bubblewrap got.
enum class BubblewrapStage {
  refused,   ///< it makes no namespace
  capable,   ///< it does, and what it starts can use capabilities there
  confined,  ///< it does, and what it starts cannot
};

/// Runs it as `user`; the label of the answer is what the programs said. For a helper: see ProcessRequest.
ProbeAnswer try_bubblewrap(const std::string& program, uid_t user);

/// What a program says of its version, a line: reached is 0 where it says one. For a helper.
ProbeAnswer ask_version(const std::string& program, uid_t user);

}  // namespace aug
