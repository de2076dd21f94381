#pragma once

#include <sys/types.h>

namespace aug {

/// Ends every process of `user`, who has to be nobody's but ours: what a program that is not root's left behind may
/// have left its session, its group and its parent. For a helper: a process of that user's, with the memory of this
/// one, does it. Throws Failure(failed).
void end_processes_of(uid_t user);

}  // namespace aug
