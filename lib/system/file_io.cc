#include "system/file_io.h"

#include <fcntl.h>

#include <cerrno>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/errno_failure.h"

namespace aug {
namespace {

std::string in_words(std::size_t bytes) {
  constexpr std::size_t mebibyte = 1U << 20U;
  return bytes < mebibyte ? aug::format("{} KiB", bytes >> 10U) : aug::format("{} MiB", bytes / mebibyte);
}

/// Up to `size`, where that is known, else to the end.
std::string read_up_to(off_t size, const FileDescriptor& file, const std::string& name, std::size_t largest) {
  std::string content;
  char block[64 * 1024];
  for (;;) {
    const ssize_t got = ::read(file.get(), block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail_with_errno("read", name);
    if (got == 0) return content;
    content.append(block, static_cast<std::size_t>(got));
    if (content.size() > largest) {
      throw Failure(ExitCode::failed, "too-large"_id,
                    aug::format("cannot read {}: it is larger than {}", name, in_words(largest)));
    }
    if (content.size() == static_cast<std::size_t>(size)) return content;
  }
}

}  // namespace

struct stat status_of(const FileDescriptor& file) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) fail_with_errno("examine", "a file");
  return status;
}

off_t require_regular(const FileDescriptor& file, const std::string& name) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) {
    fail_with_errno("examine", name);
  }
  if (S_ISDIR(status.st_mode))
    throw Failure(ExitCode::failed, "wrong-kind-of-file"_id, aug::format("cannot read {}: it is a folder", name));
  if (!S_ISREG(status.st_mode))
    throw Failure(ExitCode::failed, "wrong-kind-of-file"_id,
                  aug::format("cannot read {}: it is no regular file", name));
  return status.st_size;
}

namespace {

FileDescriptor open_again(const FileDescriptor& found, const std::string& name) {
  const std::string link = aug::format("/proc/self/fd/{}", found.get());
  FileDescriptor file(::open(link.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!file && errno == ENOENT) {
    throw Failure(ExitCode::failed, "proc-not-mounted"_id, aug::format("cannot open {}: /proc is not mounted", name));
  }
  if (!file) fail_with_errno("open", name);
  return file;
}

}  // namespace

FileDescriptor open_regular(const FileDescriptor& found, const std::string& name) {
  require_regular(found, name);
  return open_again(found, name);
}

std::string read_found(const FileDescriptor& found, const std::string& name, std::size_t largest) {
  const off_t size = require_regular(found, name);
  return read_up_to(size, open_again(found, name), name, largest);
}

std::string read_regular(const FileDescriptor& file, const std::string& name, std::size_t largest) {
  return read_up_to(require_regular(file, name), file, name, largest);
}

std::string read_to_end(const FileDescriptor& file, const std::string& name, std::size_t largest) {
  return read_up_to(0, file, name, largest);
}

void write_all(const FileDescriptor& file, std::string_view content, const std::string& name) {
  while (!content.empty()) {
    const ssize_t written = ::write(file.get(), content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_with_errno("write", name);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace aug
