#pragma once

#include <sys/types.h>

#include <string>

#include "system/probe_answer.h"

namespace aug {

/// Tries a namespace as the profile `label`, "" for none, and as `user`. Under the profile, the loader that `program`
/// names for its libraries has to be readable; "" for no program. The answer has the stages of NamespaceUse. For a
/// process that ends with the answer: it stays what it became.
ProbeAnswer try_namespace(const std::string& label, const std::string& program, uid_t user);

/// The same of a process as it is, whose label lets it read its own.
ProbeAnswer try_own_namespace();

/// "bwrap (enforce)"; "" with errno set where it cannot be read, as under a profile without rules about files.
std::string own_label();

/// For the begin of main(): a process that a trial started under a profile in complain mode tries the rest, and ends
/// here.
void end_as_rest(int argc, char** argv);

}  // namespace aug
