#pragma once

#include <span>
#include <string_view>

namespace aug {

struct BuiltInFile {
  std::string_view name;
  std::string_view content;
};

/// The templates and policies of the project; the table is made by the build (packaging/cmake/BuiltInFiles.cmake).
std::span<const BuiltInFile> built_in_files();

}  // namespace aug
