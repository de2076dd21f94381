#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aug {

/// A profile's text as apparmor_parser may read it for another tree than the host's.
struct ConfinedText {
  std::string text;
  std::vector<std::string> paths;  ///< the absolute paths of that tree which its includes name
};

/// A text whose includes and abi find files below `root` alone, an absolute path that is a copy of the tree: the parser
/// opens "/x" and "x" where they are on the host, and goes out of its folder by "..". It counts as an include whatever
/// some parser could take for one, also in comments and strings; lines stay where they are.
ConfinedText confined_to(std::string_view root, std::string_view text);

}  // namespace aug
