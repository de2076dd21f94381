
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/kernel.h"
#include "system/kernel_files.h"

namespace aug {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, const std::string& why) {
  throw Failure(ExitCode::unsupported, "kernel-unreadable"_id,
                aug::format("cannot read AppArmor's features in {}: {}", path, why));
}

std::string content_of(const std::string& path) {
  const std::optional<std::string> content = read_kernel_file(path);
  if (!content) fail(path, std::strerror(errno));
  return *content;
}

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; entry != end; entry.increment(error)) {
    const bool is_folder = entry->is_directory();
    if (is_folder && entry->path().filename() == "unconfined_restrictions") entry.disable_recursion_pending();
    if (!is_folder) files.push_back(entry->path().lexically_relative(folder).string());
  }
  if (error) fail(folder, error.message());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::string features_in(const std::string& file_or_folder) {
  std::error_code ignored;
  if (!fs::is_directory(file_or_folder, ignored)) return content_of(file_or_folder);
  std::string text;
  for (const std::string& file : files_below(file_or_folder)) {
    const std::string content = content_of(fs::path(file_or_folder) / file);
    text += aug::format("{} {}\n", file, fmt::join(lines_of(content), " "));
  }
  return text;
}

}  // namespace aug
