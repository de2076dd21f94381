#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "system/probe_answer.h"

namespace aug {

// What is tried is tried by this very program, started anew: a process that becomes another user's must have nothing of
// root's in its memory but the questions, in its environment and its files. One such helper takes many questions, and
// has processes of its own answer them.

/// For each question; then it has no answer.
inline constexpr std::chrono::seconds patience_with_probes{10};

/// One thing to try.
struct ProbeQuestion {
  enum class Kind { label_at_exec, label_if_there, use_namespace };

  Kind kind = Kind::label_at_exec;
  std::string program;
  std::string label = {};  ///< of use_namespace: the profile to become; "" for none
};

/// The answers in the order of the questions, which are of one kind. Throws Failure(failed) where no helper can be
/// started.
std::vector<ProbeAnswer> ask_helper(const std::vector<ProbeQuestion>& questions);

/// For the begin of main(): a process that was started as the helper, or by what it tries, ends here.
void end_as_helper(int argc, char** argv);

}  // namespace aug
