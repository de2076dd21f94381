#include "system/installed.h"

#include <limits.h>
#include <unistd.h>

#include "core/text/paths.h"
#include "system/built_in_files.h"
#include "system/ownership.h"
#include "system/root.h"

namespace aug {

std::string share_folder() {
  char program[PATH_MAX];
  const ssize_t length = ::readlink("/proc/self/exe", program, sizeof program);
  if (length <= 0) return "";
  const std::string prefix = parent_of(parent_of(std::string(program, static_cast<std::size_t>(length))));
  const std::string folder = (prefix == "/" ? "" : prefix) + "/share/aa-userns-gen";
  const Root host;
  if (!host.is_folder(folder)) return "";
  const bool is_standard = prefix == "/usr" || prefix == "/usr/local";
  return is_standard || doubt_about(host, folder).empty() ? folder : "";
}

std::optional<std::string_view> built_in(std::string_view name) {
  for (const BuiltInFile& file : built_in_files()) {
    if (file.name == name) return file.content;
  }
  return std::nullopt;
}

std::vector<std::string_view> built_in_names() {
  std::vector<std::string_view> names;
  for (const BuiltInFile& file : built_in_files()) names.push_back(file.name);
  return names;
}

}  // namespace aug
