#pragma once

#include <string>

#include "system/file_descriptor.h"

namespace aug {

/// An empty folder that nobody else can read or write, below /run or /tmp; gone with all that is in it when this goes.
/// It is locked for as long: what has no lock is left by who was killed.
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
  FileDescriptor lock_;
};

/// Removes those that are left, of the same user. What cannot be removed stays.
void remove_left_folders();

/// The same for those in `parent` alone.
void remove_left_folders_in(const std::string& parent);

}  // namespace aug
