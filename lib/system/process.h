#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "system/child_setup.h"

namespace aug {

/// A program to run: no shell, no inherited environment, no inherited file but those in `keep`.
struct ProcessRequest {
  std::vector<std::string> argv;         ///< argv[0] is an absolute path
  std::string input;                     ///< its standard input
  std::chrono::milliseconds time_limit;  ///< then it and its process group are killed
  std::vector<int> keep = {};            ///< open files that it gets, under the same numbers; all above 2
  /// Run as this user, the group of that number and no others. For helpers: a fork of this very process is that user
  /// until it has executed the program, and has all that this process has.
  uid_t uid = ourselves;
  ChildLimits limits = {};
};

struct ProcessResult {
  int exit_status = -1;     ///< -1 when a signal ended it
  int signal = 0;           ///< 0 when it exited
  bool timed_out = false;   ///< killed by us
  bool overflowed = false;  ///< killed by us: too much output
  std::string out;
  std::string err;

  bool succeeded() const { return exit_status == 0 && !timed_out && !overflowed; }
};

/// Runs it to its end with LC_ALL=C, a fixed PATH and "/" as working directory. Whatever it leaves behind in its
/// process group is killed then. Output beyond 64 MiB ends it too. Throws Failure(failed) when it cannot be started.
ProcessResult run(const ProcessRequest& request);

/// How it ended, in words: "exit status 3", "killed by signal 11", "no answer within 30 s".
std::string how_it_ended(const ProcessResult& result, std::chrono::milliseconds time_limit);

}  // namespace aug
