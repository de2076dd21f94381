#include "system/line_reader.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "core/log/audit_record.h"
#include "system/errno_failure.h"

namespace aug {
namespace {

/// Puts lines together from blocks.
class Lines {
 public:
  explicit Lines(TakeLine take) : take_(std::move(take)) {}

  void add(std::string_view block) {
    for (;;) {
      const std::size_t end = block.find('\n');
      const std::string_view part = block.substr(0, end);
      started_ = started_ || end != std::string_view::npos || !part.empty();
      line_.append(part.substr(0, longest_log_line - std::min(line_.size(), longest_log_line)));
      if (end == std::string_view::npos) return;
      finish();
      block.remove_prefix(end + 1);
    }
  }
  void finish() {
    if (started_) take_(line_);
    line_.clear();
    started_ = false;
  }

 private:
  TakeLine take_;
  std::string line_;
  bool started_ = false;
};

/// Moves to the last part of a regular file that is too large, and returns how much is before it.
std::int64_t pass_over_beginning(const FileDescriptor& file, const struct stat& status, const std::string& name,
                                 std::int64_t most) {
  if (!S_ISREG(status.st_mode) || status.st_size <= most) return 0;
  const std::int64_t beginning = status.st_size - most;
  if (::lseek(file.get(), beginning, SEEK_SET) != beginning) fail_with_errno("read", name);
  return beginning;
}

}  // namespace

std::int64_t for_each_line(const FileDescriptor& file, const std::string& name, const TakeLine& take,
                           std::int64_t most) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) fail_with_errno("examine", name);
  const std::int64_t passed_over = pass_over_beginning(file, status, name, most);
  bool is_whole_line = passed_over == 0;
  Lines lines([&](std::string_view line) {
    if (std::exchange(is_whole_line, true)) take(line);
  });
  std::array<char, 64 << 10> block;
  for (std::int64_t sum = 0; !S_ISREG(status.st_mode) || sum < most;) {
    const ssize_t size = ::read(file.get(), block.data(), block.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) fail_with_errno("read", name);
    if (size == 0) break;
    lines.add({block.data(), static_cast<std::size_t>(size)});
    sum += size;
  }
  lines.finish();
  return passed_over;
}

void for_each_line(std::string_view text, const TakeLine& take) {
  Lines lines(take);
  lines.add(text);
  lines.finish();
}

}  // namespace aug
