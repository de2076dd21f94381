#include "system/private_folder.h"

#include <fcntl.h>
#include <stdlib.h>

#include "core/text/paths.h"
#include "system/attempt.h"
#include "system/directory.h"
#include "system/errno_failure.h"
#include "system/file_descriptor.h"

namespace aug {

/// Not where the environment says: that may be somebody else's.
PrivateFolder::PrivateFolder() {
  for (const char* folder : {"/run", "/tmp"}) {
    path_ = std::string(folder) + "/aa-userns-gen.XXXXXX";
    if (::mkdtemp(path_.data()) != nullptr) return;  // with mode 0700
  }
  fail_with_errno("make the folder", path_);
}

PrivateFolder::~PrivateFolder() {
  const FileDescriptor parent(::open(parent_of(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // What is left is harmless, and goes at the next boot.
  attempt([&] { remove_tree(parent, last_part_of(path_), path_); }, [](const Failure&) {});
}

}  // namespace aug
