#pragma once

#include <string>
#include <string_view>

namespace aug {

/// Whether a script, with its first line, is one of a shell.
bool is_of_shell(std::string_view script);

/// The interpreter in the first line of a script, by its absolute path; that which env is told to start, where that is
/// one. "" for none.
std::string interpreter_of(std::string_view script);

/// The program that a shell's script starts in its own place, by its absolute path: "/usr/lib/chromium/chromium" of
/// `LIBDIR=/usr/lib/chromium` and `exec $LIBDIR/chromium "$@"`. "" for none, for several, and where the path depends on
/// more than plain assignments. A reading of its text, good enough to know where to look; no ground for a grant by
/// itself.
std::string program_started_by(std::string_view script);

}  // namespace aug
