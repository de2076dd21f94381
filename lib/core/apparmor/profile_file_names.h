#pragma once

#include <string_view>

namespace aug {

/// Whether apparmor_parser leaves out a file of this name, without its folder, when it loads or includes a folder:
/// hidden ones, README, and what packagers and editors leave behind. Tried with the parsers 4.1 and 5.0.
bool is_ignored_profile_file(std::string_view name);

}  // namespace aug
