#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace aug {

/// The arguments with which this very program, started anew, becomes a user_of_probes() and then the program of `argv`:
/// a fork of a process of root's would have its memory and files for as long as it is that user and has not executed
/// the program. Where that cannot be executed, it says so on standard error and exits with 127.
std::vector<std::string> run_as(uid_t user, const std::vector<std::string>& argv);

/// For the begin of main(): a process that was started so ends here.
void end_as_other_user(int argc, char** argv);

}  // namespace aug
