#include "system/line_reader.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include "core/log/audit_record.h"
#include "system/errno_failure.h"

namespace aug {
namespace {

/// Puts lines together from blocks.
class Lines {
 public:
  explicit Lines(const TakeLine& take) : take_(take) {}

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
  const TakeLine& take_;
  std::string line_;
  bool started_ = false;
};

}  // namespace

void for_each_line(const FileDescriptor& file, const std::string& name, const TakeLine& take) {
  Lines lines(take);
  std::array<char, 64 << 10> block;
  for (;;) {
    const ssize_t size = ::read(file.get(), block.data(), block.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) fail_with_errno("read", name);
    if (size == 0) return lines.finish();
    lines.add({block.data(), static_cast<std::size_t>(size)});
  }
}

void for_each_line(std::string_view text, const TakeLine& take) {
  Lines lines(take);
  lines.add(text);
  lines.finish();
}

}  // namespace aug
