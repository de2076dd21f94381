#pragma once

#include <string>

#include "system/private_folder.h"
#include "system/root.h"

namespace aug {

/// The profile folder of an image tree, copied to where nobody else can write, for as long as this lives. The parser
/// opens files by name and follows symlinks: of a tree that is not root's it would read files of the host, quote them,
/// or wait for a pipe. Here it finds regular files alone, whose content the tree itself has, and whose includes stay
/// within the copy.
class ProfileCopy {
 public:
  /// Leaves out what is no file or cannot be read, files of over 4 MiB, what is over eight folders deep, and links that
  /// lead back to a folder they are in. Has what includes name by an absolute path, too. Throws Failure(failed), also
  /// for more than any such folder has: over 64 MiB or 10,000 files and folders in all.
  explicit ProfileCopy(const Root& tree);

  /// What stands for the root of the tree.
  const std::string& root() const { return folder_.path(); }
  /// The copy of /etc/apparmor.d.
  std::string path() const;

 private:
  PrivateFolder folder_;
};

}  // namespace aug
