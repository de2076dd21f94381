#pragma once

#include <string>
#include <string_view>
#include <vector>

// Programs that update themselves are placed in a folder of each version, or under its name:
// /opt/agent/1.0.3/bin/helper.

namespace aug {

/// Patterns of the paths that differ in one part, a part that has a digit; the last such part first. None for a path
/// that would not stand for itself in a pattern.
std::vector<std::string> patterns_of_other_versions(std::string_view path);

/// Whether they differ in one part, of which each has a digit, and the same before that: "1.0" and "2.0-beta", but not
/// "x64" and "arm64".
bool is_other_version(std::string_view path, std::string_view other);

/// The one with the highest number; "" of none.
std::string newest_of(const std::vector<std::string>& paths);

}  // namespace aug
