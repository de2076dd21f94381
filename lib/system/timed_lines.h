#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "system/file_descriptor.h"

namespace aug {

/// Reads the lines that another process writes, which may write none, or one without an end.
class TimedLines {
 public:
  explicit TimedLines(FileDescriptor from) : from_(std::move(from)) {}

  bool has_ended() const { return has_ended_; }  ///< nobody writes any more

  /// The next one, without its end; nullopt where it does not come within this time, or is longer than longest_answer.
  std::optional<std::string> next(std::chrono::milliseconds patience);

 private:
  bool read_more(int milliseconds);

  FileDescriptor from_;
  std::string text_;
  bool has_ended_ = false;
};

}  // namespace aug
