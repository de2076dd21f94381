#pragma once

#include <sys/types.h>

namespace aug {

/// For the begin of main(): a process that was started to end others does so, and ends here.
void end_as_ender(int argc, char** argv);

/// Ends every process of `user`, who has to be nobody's but ours: what a program that is not root's left behind may
/// have left its session, its group and its parent. By this very program, started anew as that user, whose main() has
/// to begin with end_as_ender(): for root, the same call would end the whole system. Throws Failure(failed).
void end_processes_of(uid_t user);

}  // namespace aug
