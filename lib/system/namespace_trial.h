#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "core/host/namespace_use.h"

namespace aug {

// A namespace is tried by this very program, started anew: a process that becomes another user's must have nothing of
// root's in its memory, its environment and its files.

/// For the begin of main(): a process that was started to try a namespace tries it and ends here.
void end_as_trial(int argc, char** argv);

/// The command that tries one as the profile `label`, "" for none, and as `user`; for run(). Under the profile, the
/// loader that `program` names for its libraries has to be readable; "" for no program.
std::vector<std::string> trial_command(const std::string& label, uid_t user, const std::string& program);

/// Reads what the command wrote, whoever else may have written it. Throws Failure(failed) for anything else.
NamespaceUse answer_of_trial(const std::string& output);

}  // namespace aug
