#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace aug {

/// Of base-passwd.
inline constexpr uid_t nobody = 65534;

/// Those that probes run as begin here: beyond those of containers and below what is negative for some programs,
/// nothing gives these out, see the table of systemd, UIDS-GIDS.
inline constexpr uid_t first_user_of_probes = 0x7ffd0000;
inline constexpr uid_t last_user_of_probes = first_user_of_probes + 0xffff;

/// The arguments with which this very program, started anew, becomes a user_of_probes() and then the program of `argv`:
/// a fork of a process of root's would have its memory and files for as long as it is that user and has not executed
/// the program. Where that cannot be executed, it says so on standard error and exits with 127.
std::vector<std::string> run_as(uid_t user, const std::vector<std::string>& argv);

/// For the begin of main(): a process that was started so ends here.
void end_as_other_user(int argc, char** argv);

}  // namespace aug
