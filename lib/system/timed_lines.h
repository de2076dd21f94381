#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "system/file_descriptor.h"

namespace aug {

/// Reads the lines that another process writes, which may write none, or one without an end.
class TimedLines {
 public:
  /// Of `asker`, a socket, it is told when its other end is closed; -1 for none.
  explicit TimedLines(FileDescriptor from, int asker = -1) : from_(std::move(from)), asker_(asker) {}

  bool has_ended() const { return has_ended_; }  ///< nobody writes any more
  bool is_asked() const { return is_asked_; }    ///< somebody is there to be told

  /// The next one, without its end; nullopt where it does not come within this time, is longer than longest_answer, or
  /// nobody asks any more.
  std::optional<std::string> next(std::chrono::milliseconds patience);

 private:
  bool read_more(int milliseconds);

  FileDescriptor from_;
  int asker_;
  std::string text_;
  bool has_ended_ = false;
  bool is_asked_ = true;
};

}  // namespace aug
