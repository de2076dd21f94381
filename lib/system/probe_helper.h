#pragma once

#include <string_view>
#include <vector>

#include "system/probe_answer.h"
#include "system/probe_question.h"

namespace aug {

/// Its first argument; the second is the user of probes.
inline constexpr std::string_view helper_word = "--answer-questions-about-programs";

// What is tried is tried by this very program, started anew: a process that becomes another user's must have nothing of
// root's in its memory but the questions, in its environment and its files. One such helper, which lives from the first
// question on as long as this process, takes all of them, and has processes of its own answer.

/// The answers in the order of the questions. Throws Failure(failed) where no helper can be started.
std::vector<ProbeAnswer> ask_helper(const std::vector<ProbeQuestion>& questions);

/// For the begin of main(): a process that was started as the helper, or by what it tries, ends here.
void end_as_helper(int argc, char** argv);

}  // namespace aug
