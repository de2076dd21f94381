#include "system/timed_lines.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "system/probe_answer.h"

namespace aug {

std::optional<std::string> TimedLines::next(std::chrono::milliseconds patience) {
  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + patience;
  std::size_t end = 0;
  while ((end = text_.find('\n')) == std::string::npos) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0 || text_.size() > longest_answer || !read_more(static_cast<int>(left))) return std::nullopt;
  }
  std::string line = text_.substr(0, end);
  text_.erase(0, end + 1);
  return line;
}

/// False where there will be no more.
bool TimedLines::read_more(int milliseconds) {
  std::array<pollfd, 2> files{pollfd{from_.get(), POLLIN, 0}, pollfd{asker_, POLLRDHUP, 0}};
  if (::poll(files.data(), files.size(), milliseconds) <= 0) return true;
  is_asked_ = files[1].revents == 0;
  if (!is_asked_) return false;
  std::array<char, longest_answer> block;
  const ssize_t size = ::read(from_.get(), block.data(), block.size());
  if (size > 0) text_.append(block.data(), static_cast<std::size_t>(size));
  has_ended_ = size == 0;
  return size > 0 || (size < 0 && errno == EINTR);
}

}  // namespace aug
