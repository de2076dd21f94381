#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "system/file_descriptor.h"
#include "system/timed_lines.h"

namespace aug {

/// A program that runs beside this one, reads what it is asked from its standard input, and answers by lines. It has to
/// end by itself when nobody asks any more: with this object, and with this process.
class Coprocess {
 public:
  /// Started as by run(). Throws Failure(failed).
  explicit Coprocess(const std::vector<std::string>& argv);
  Coprocess(const Coprocess&) = delete;
  Coprocess& operator=(const Coprocess&) = delete;
  ~Coprocess();

  /// False where it does not read any more.
  bool send(std::string_view text);
  /// As TimedLines has it.
  std::optional<std::string> next_line(std::chrono::milliseconds patience) { return answers_.next(patience); }

 private:
  struct Ends;
  Coprocess(const std::vector<std::string>& argv, Ends ends);

  FileDescriptor questions_;
  TimedLines answers_;
  pid_t pid_;
};

}  // namespace aug
