#pragma once

#include <string_view>

namespace aug {

/// Whether a script runs what it is told to on its command line: `exec "$@"` in a shell, exec(@ARGV) in Perl,
/// subprocess.run(sys.argv[1:]) in Python. Such a script is a tool that runs other programs. A reading of its text,
/// which may find too much, and what hides from it is not found: an interpreter cannot be held to anything.
bool runs_its_arguments(std::string_view script);

}  // namespace aug
