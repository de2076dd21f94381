#include "system/known_programs.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <set>
#include <sstream>
#include <utility>
#include <vector>

#include "core/host/bubblewrap.h"
#include "core/host/interpreters.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "system/attempt.h"
#include "system/file_io.h"
#include "system/program_search.h"

namespace aug {
namespace {

constexpr std::size_t most_shells = 200;           // of an image, /etc/shells says what its owner likes
constexpr std::int64_t most_to_read = 1LL << 30U;  // files of an image may be as large as their owner likes
constexpr std::size_t block_size = 1U << 16U;
constexpr std::array folders = {"/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin"};

std::vector<std::string> shells_of(const Root& root) {
  std::vector<std::string> shells;
  std::istringstream lines(attempt([&] { return root.read("/etc/shells"); }).value_or(""));
  for (std::string line; shells.size() < most_shells && std::getline(lines, line);) {
    if (line.starts_with('/')) shells.push_back(line);
  }
  return shells;
}

std::vector<std::string> named_in(const Root& root, const std::string& folder) {
  std::vector<std::string> named;
  for (const std::string& name : attempt([&] { return root.names_in(folder); })) {
    if (!what_runs_anything(name).empty() || is_bubblewrap(name)) named.push_back(aug::format("{}/{}", folder, name));
  }
  return named;
}

/// Up to the first difference. What cannot be compared, or is more than may be read, counts as the same.
bool is_same_content(const Root& root, const std::string& path, const FileDescriptor& other,
                     std::int64_t& left_to_read) {
  const FileDescriptor one = attempt([&] { return root.open_regular(path); });
  if (!one || !other) return true;
  std::vector<char> left(block_size);
  std::vector<char> right(block_size);
  for (off_t at = 0;;) {
    const ssize_t size = ::pread(one.get(), left.data(), left.size(), at);
    if (size < 0 || ::pread(other.get(), right.data(), right.size(), at) != size) return size < 0;
    left_to_read -= size;
    if (left_to_read < 0) return true;
    if (size == 0 || std::memcmp(left.data(), right.data(), static_cast<std::size_t>(size)) != 0) return size == 0;
    at += size;
  }
}

}  // namespace

KnownPrograms::KnownPrograms(const Root& root) : root_(root), left_to_read_(most_to_read) {
  std::vector<std::string> paths = shells_of(root);
  std::set<std::string> seen;  // /bin is /usr/bin today
  for (const char* folder : folders) {
    if (!seen.insert(root.real_path(folder)).second) continue;
    const std::vector<std::string> more = named_in(root, folder);
    append(paths, more);
  }
  std::set<std::pair<dev_t, ino_t>> files;
  for (const std::string& path : paths) {
    const auto status = root.status(path);
    if (!status || !S_ISREG(status->st_mode) || status->st_size == 0) continue;
    if (files.insert({status->st_dev, status->st_ino}).second) known_.push_back({path, *status});
  }
}

std::string KnownPrograms::twin_of(const std::string& path) const {
  const FileDescriptor file = root_.open(path, O_PATH);
  return file ? twin_of(file) : "";
}

std::string KnownPrograms::twin_of(const FileDescriptor& file) const {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return "";
  for (const Known& known : known_) {
    if (known.status.st_dev == status.st_dev && known.status.st_ino == status.st_ino) return known.path;
  }
  const auto is_as_long = [&](const Known& known) { return known.status.st_size == status.st_size; };
  if (std::ranges::none_of(known_, is_as_long)) return "";
  const FileDescriptor content = attempt([&] { return open_regular(file, "a program"); });
  for (const Known& known : known_) {
    if (is_as_long(known) && is_same_content(root_, known.path, content, left_to_read_)) return known.path;
  }
  return "";
}

}  // namespace aug
