#pragma once

#include <sys/types.h>

#include <string>

#include "system/probe_answer.h"
#include "system/probe_question.h"

// A helper of a policy is never run itself: nobody knows what it would do. In a sandbox of the very bubblewrap, this
// program is mounted over it, so that the kernel gives it the helper's label; a program starts it there, as agents do.

namespace aug {

/// How far what stood for a helper got.
enum class HelperStage {
  untold,       ///< bubblewrap did not start it, or it gave no answer
  other_label,  ///< its label has not the profile of helpers
  refused,      ///< it cannot use a namespace
  capable,      ///< it can, and what it runs can use capabilities there
  confined,     ///< it can, and what it runs cannot
};

/// Tries it as `user`. The label of the answer says what was seen; from `capable` on it is that of what the helper
/// runs. For a helper of probes.
ProbeAnswer try_helper(const ProbeQuestion& question, uid_t user);

/// For the begin of main(): a process that such a trial started in the sandbox ends here.
void end_in_sandbox(int argc, char** argv);

}  // namespace aug
