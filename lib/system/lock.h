#pragma once

#include <chrono>
#include <string>

#include "system/file_descriptor.h"
#include "system/root.h"

namespace aug {

/// Held by the one command that may change the host now. The kernel frees it when its holder ends, however it ends.
class Lock {
 public:
  /// Waits as long as no holder has it for more than `limit`; then throws Failure(failed) that names its process. Makes
  /// the folder of the file, and both anew where their holder removed them: only a holder may.
  Lock(const Root& root, const std::string& path, std::chrono::seconds limit);

 private:
  FileDescriptor file_;
};

}  // namespace aug
