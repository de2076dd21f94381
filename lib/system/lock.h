#pragma once

#include <chrono>
#include <string>

#include "system/file_descriptor.h"
#include "system/root.h"

namespace aug {

/// Held by the one command that may change the host now. The kernel frees it when its holder ends, however it ends.
class Lock {
 public:
  /// Waits at most `limit`. Throws Failure(failed) that names the holder's process when it stays taken.
  Lock(const Root& root, const std::string& path, std::chrono::seconds limit);

 private:
  FileDescriptor file_;
};

}  // namespace aug
