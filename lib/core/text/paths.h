#pragma once

#include <string>
#include <string_view>

// Paths as text: with '/' between their parts, and not at the end.

namespace aug {

/// "/usr/bin" of "/usr/bin/bwrap"; "/" of what stands there.
std::string parent_of(std::string_view path);

/// "bwrap" of "/usr/bin/bwrap", and of "bwrap".
std::string last_part_of(std::string_view path);

}  // namespace aug
