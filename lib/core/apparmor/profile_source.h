#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Where the text of profiles comes from: their file, and what it includes.

namespace aug {

/// A file and a view of its text, which whoever finds it keeps.
struct IncludedFile {
  std::string path;
  std::string_view text;  ///< stays valid for as long as the scan runs
};

/// The files that `include` finds at an absolute path: that file, or those of a folder without the ignored ones;
/// nullopt when there is no such thing.
using FindIncluded = std::function<std::optional<std::vector<IncludedFile>>(const std::string& path)>;

}  // namespace aug
