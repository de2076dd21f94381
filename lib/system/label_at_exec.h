#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "system/probe_answer.h"

namespace aug {

/// What failed of it.
enum class TraceStage { place, trace, execute, read_label, done };

/// What others than root can change.
enum class Others {
  tried,
  left_out,  ///< such programs, tried before, took too long
};
inline constexpr std::string_view others_were_slow = "programs of others, tried before it, took too long";

/// Tells the label that the kernel gives to an exec of each program, for a process of `user` and, where that may not
/// execute it, of its owner. They are stopped before their first instruction. For a process that ends then, and with it
/// those that cannot be killed: AppArmor may keep even root from that. It ends early when there are too many of them.
void trace_each(const std::vector<std::string>& programs, uid_t user, Others others);

}  // namespace aug
