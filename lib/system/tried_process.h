#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "system/process.h"

namespace aug {

/// For what was said and is part of an answer of a probe.
inline constexpr std::size_t longest_account = 1024;

/// Runs a program that may be any user's, as `user`. For a helper: see ProcessRequest.
ProcessResult run_as(uid_t user, std::vector<std::string> argv);

/// "bwrap: exit status 1, bwrap: setting up uid map: Permission denied", harmless and not long.
std::string account_of(std::string_view what, const ProcessResult& result);

}  // namespace aug
