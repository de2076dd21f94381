#include "system/kernel_files.h"

#include <fcntl.h>

#include <array>
#include <cerrno>

#include "system/file_descriptor.h"

namespace aug {

std::optional<std::string> read_kernel_file(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return std::nullopt;
  std::string content;
  std::array<char, 65536> buffer;
  ssize_t size = 0;
  while ((size = ::read(file.get(), buffer.data(), buffer.size())) != 0) {
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return std::nullopt;
    content.append(buffer.data(), static_cast<std::size_t>(size));
  }
  return content;
}

std::optional<std::string> read_kernel_value(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return std::nullopt;
  std::array<char, 65536> buffer;
  const ssize_t size = ::read(file.get(), buffer.data(), buffer.size());
  if (size < 0) return std::nullopt;
  std::string value(buffer.data(), static_cast<std::size_t>(size));
  while (value.ends_with('\n')) value.pop_back();
  return value;
}

std::string first_line_of(const std::string& path) {
  const std::string text = read_kernel_file(path).value_or("");
  return text.substr(0, text.find_first_of("\n\r"));
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

}  // namespace aug
