#pragma once

#include <string>
#include <vector>

#include "core/plan/plan.h"
#include "system/root.h"

namespace aug {

/// The programs that a binary of a policy stands for now.
struct ServedPrograms {
  std::vector<std::string> paths;
  /// Not among them: of a pattern in folders of others, who may place as many as they like, only the first are.
  std::size_t left_out = 0;
  bool is_led_by_others = false;  ///< others than root chose what its link leads to: nothing of it is root's wish
  std::string real_path = {};     ///< what the path of no pattern leads to; or "", where nothing is there
};

/// Whether planning gave the binary no profile for what others made of it, and said so.
bool is_left_out(const PlannedBinary& binary);

/// Whether it says anything of the binary what its programs get.
bool is_told_by_programs(const PlannedBinary& binary);

/// Throws Failure(failed) for what cannot be looked at.
ServedPrograms served_programs(const Root& root, const PlannedBinary& binary);

}  // namespace aug
