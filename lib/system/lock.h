#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "system/file_descriptor.h"
#include "system/root.h"

namespace aug {

/// Held by the one command that may change the host now. The kernel frees it when its holder ends, however it ends.
class Lock {
 public:
  /// The folder of the lock, made where it is not there. nullopt with errno set: it is gone again, or cannot be opened.
  using OpenFolder = std::function<std::optional<Root>()>;

  /// Waits as long as no holder has it for more than `limit`, and five times that in all; then throws Failure(failed)
  /// that names the holder. Makes the file `path` of the folder, and both anew where their holder removed them: only a
  /// holder may. Before it waits, it says so by `on_wait`, once.
  Lock(
      const OpenFolder& open_folder, const std::string& path, std::chrono::seconds limit,
      const std::function<void()>& on_wait = [] {});

 private:
  FileDescriptor file_;
};

}  // namespace aug
