#pragma once

#include <string>
#include <vector>

#include "actions/try_programs.h"
#include "core/change/generation.h"
#include "core/plan/plan.h"
#include "system/host.h"

namespace aug {

/// The programs that a binary of a policy stands for now.
struct ServedPrograms {
  std::vector<std::string> paths;
  /// Not among them: of a pattern in folders of others, who may place as many as they like, only the first are.
  std::size_t left_out = 0;
  bool is_led_by_others = false;  ///< others than root chose what its link leads to: nothing of it is root's wish
};

/// Whether planning gave the binary no profile for what others made of it, and said so.
bool is_left_out(const PlannedBinary& binary);

ServedPrograms served_programs(const Root& root, const PlannedBinary& binary);

/// Those of the binaries about which the kernel has something to say.
ProgramsToTry programs_to_try(const Host& host, const std::vector<PlannedBinary>& binaries);

}  // namespace aug
