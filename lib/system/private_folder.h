#pragma once

#include <string>

namespace aug {

/// An empty folder that nobody else can read or write, below /run or /tmp; gone with all that is in it when this goes.
class PrivateFolder {
 public:
  /// Throws Failure(failed).
  PrivateFolder();
  ~PrivateFolder();
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace aug
